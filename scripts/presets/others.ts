import { byLine, byOrder, made, stateIn, type Export } from './export.ts'
import { goodsOf, orders, paidFor, priceOf, shippingOf, type Order } from './shop.ts'
import { square as sales } from './shops.ts'

const money = (amount: number) => amount.toFixed(2)

/** WooCommerce by the plugin Order Export & Order Import: a row an order, guests as customer 0. */
export const wooOrderExport: Export = byOrder(
  {
    id: 'woocommerce-order-export',
    format: 'csv',
    encoding: 'utf-8',
    headers:
      'order_id|order_number|order_date|paid_date|status|shipping_total|shipping_tax_total|fee_total|fee_tax_total|tax_total|cart_discount|order_discount|discount_total|order_total|order_subtotal|order_currency|payment_method|payment_method_title|transaction_id|customer_ip_address|customer_user_agent|shipping_method|customer_id|customer_user|customer_email|billing_first_name|billing_last_name|billing_company|billing_email|billing_phone|billing_address_1|billing_city|billing_country|customer_note|wt_import_key|shipping_items|fee_items|tax_items|coupon_items|refund_items|order_notes|download_permissions|line_item_1|line_item_2',
  },
  (order) => ({
    order_id: String(4000 + order.number),
    order_number: String(4000 + order.number),
    order_date: order.at,
    paid_date: order.state === 'cancelled' ? null : order.at,
    status: stateIn(order, ['completed', 'cancelled', 'refunded']),
    shipping_total: money(shippingOf(order, 1)),
    tax_total: '0.00',
    cart_discount: money(order.discount[1]),
    discount_total: money(order.discount[1]),
    order_total: money(paidFor(order, 1)),
    order_subtotal: money(goodsOf(order, 1)),
    order_currency: 'USD',
    payment_method: 'stripe',
    customer_id: order.isGuest ? '0' : String(10 + order.buyer.id.length),
    customer_email: order.isGuest ? null : order.buyer.email,
    billing_first_name: order.buyer.en.split(' ')[0]!,
    billing_email: order.buyer.email,
    billing_phone: order.buyer.phone,
    wt_import_key: String(4000 + order.number),
    line_item_1: `name:${order.lines[0]!.product.en}|quantity:${order.lines[0]!.quantity}`,
    line_item_2: order.lines[1] ? `name:${order.lines[1].product.en}|quantity:${order.lines[1].quantity}` : null,
  }),
)

const MONTHS = 'Jan Feb Mar Apr May Jun'.split(' ')
const american = (at: string) => {
  const [year, month, day, hour, minute, second] = at.split(/[- :]/).map(Number) as [number, number, number, number, number, number] // prettier-ignore
  const two = (value: number) => String(value).padStart(2, '0')
  return `${MONTHS[month - 1]} ${day}, ${year} ${hour % 12 || 12}:${two(minute)}:${two(second)} ${hour < 12 ? 'AM' : 'PM'}`
}

/** Magento, the order grid of the admin: a row an order, names of months, what was paid back in a column. */
export const magento: Export = byOrder(
  {
    id: 'magento-order-grid',
    format: 'csv',
    encoding: 'utf-8',
    headers:
      'ID|Purchase Point|Purchase Date|Bill-to Name|Ship-to Name|Grand Total (Base)|Grand Total (Purchased)|Status|Billing Address|Shipping Address|Shipping Information|Customer Email|Customer Group|Subtotal|Shipping and Handling|Customer Name|Payment Method|Total Refunded|Allocated sources',
  },
  (order) => ({
    ID: String(100000000 + order.number).padStart(9, '0'),
    'Purchase Point': 'Main Website Store',
    'Purchase Date': american(order.at),
    'Bill-to Name': order.buyer.en,
    'Ship-to Name': order.buyer.en,
    'Grand Total (Base)': paidFor(order, 1).toFixed(4),
    'Grand Total (Purchased)': paidFor(order, 1).toFixed(4),
    Status: stateIn(order, ['complete', 'canceled', 'closed']),
    'Billing Address': 'Nowhere',
    'Shipping Address': 'Nowhere',
    'Shipping Information': 'Flat Rate - Fixed',
    'Customer Email': order.buyer.email,
    'Customer Group': order.isGuest ? 'NOT LOGGED IN' : 'General',
    Subtotal: goodsOf(order, 1).toFixed(4),
    'Shipping and Handling': shippingOf(order, 1).toFixed(4),
    'Customer Name': order.buyer.en,
    'Payment Method': 'stripe_payments',
    'Total Refunded': order.refund[1] === 0 ? null : order.refund[1].toFixed(4),
  }),
)

/** Times of the American west coast, where summer time began on 2026-03-08. */
const pacific = (at: string) => `${at.replace(' ', 'T')}${at < '2026-03-08' ? '-08:00' : '-07:00'}`

/** Amazon, the order report: tabs, buyers by the alias that Amazon gives them, cancelled orders not in it. */
export const amazon: Export = byLine(
  {
    id: 'amazon-order-report',
    format: 'tsv',
    encoding: 'utf-8',
    headers:
      'order-id|order-item-id|purchase-date|payments-date|buyer-email|buyer-name|buyer-phone-number|sku|product-name|quantity-purchased|currency|item-price|item-tax|shipping-price|shipping-tax|ship-service-level|recipient-name|ship-address-1|ship-address-2|ship-address-3|ship-city|ship-state|ship-postal-code|ship-country|ship-phone-number|delivery-start-date|delivery-end-date|delivery-time-zone|delivery-Instructions|sales-channel',
  },
  (order, place, row) => {
    if (order.state === 'cancelled') return null
    const { product, quantity } = order.lines[place]!
    return {
      'order-id': `000-0000000-${String(order.number).padStart(7, '0')}`,
      'order-item-id': String(90000000000000 + row),
      'purchase-date': pacific(order.at),
      'payments-date': pacific(order.at),
      'buyer-email': `${order.buyer.id || `g${order.number}`}0x@marketplace.example.com`,
      'buyer-name': order.buyer.en,
      sku: product.sku,
      'product-name': product.en,
      'quantity-purchased': quantity,
      currency: 'USD',
      'item-price': money(priceOf(order.lines[place]!, 1)),
      'item-tax': '0.00',
      'shipping-price': place === 0 ? money(shippingOf(order, 1)) : '0.00',
      'shipping-tax': '0.00',
      'ship-service-level': 'Standard',
      'recipient-name': order.buyer.en,
      'ship-city': 'Nowhere',
      'ship-country': 'US',
      'sales-channel': 'Amazon.com',
    }
  },
)

/** Square again, with its refunds: what was paid back stands below the sales, as rows of their own. */
export const square: Export = {
  ...sales,
  rows: [...sales.rows, ...refunds()],
}

function refunds(): Export['rows'] {
  const returned = (order: Order, item: Order['lines'][number], quantity: number) => ({
    Date: '2026-04-01',
    Time: '09:00:00',
    'Time Zone': 'Pacific Time (US & Canada)',
    Item: item.product.en,
    Qty: `-${quantity}.0`,
    SKU: item.product.sku,
    'Gross Sales': `-$${money(item.product.dollars * quantity)}`,
    Discounts: '$0.00',
    'Net Sales': `-$${money(item.product.dollars * quantity)}`,
    Tax: '$0.00',
    'Transaction ID': `TX${String(order.number).padStart(4, '0')}`,
    'Payment ID': `RF${String(order.number).padStart(4, '0')}`,
    'Event Type': 'Refund',
    Location: 'Moonlit Store',
    'Customer ID': `CUST-${order.buyer.id.toUpperCase()}`,
    'Customer Name': order.buyer.en,
    Count: -quantity,
    'Itemization Type': 'Physical Good',
  })
  const rows = orders.flatMap((order) => {
    if (order.state === 'refunded') return order.lines.map((line) => returned(order, line, line.quantity))
    return order.state === 'partly_refunded' ? [returned(order, order.lines[0]!, 1)] : []
  })
  return made({ ...sales, headers: sales.headers.join('|') }, rows).rows
}
