import { byLine, byOrder, stateIn, type Export } from './export.ts'
import { goodsOf, paidFor, paidForLine, priceOf, shippingOf, type Order } from './shop.ts'

const money = (amount: number) => amount.toFixed(2)
const first = (order: Order) => order.buyer.en.split(' ')[0]!
const last = (order: Order) => order.buyer.en.split(' ')[1]!

/** Shopify, the orders export: what is the order’s stands on its first row only. */
export const shopify: Export = byLine(
  {
    id: 'shopify-orders',
    format: 'csv',
    encoding: 'utf-8',
    headers:
      'Name|Email|Financial Status|Paid at|Fulfillment Status|Fulfilled at|Accepts Marketing|Currency|Subtotal|Shipping|Taxes|Total|Discount Code|Discount Amount|Shipping Method|Created at|Lineitem quantity|Lineitem name|Lineitem price|Lineitem compare at price|Lineitem sku|Lineitem requires shipping|Lineitem taxable|Lineitem fulfillment status|Billing Name|Billing Street|Billing Address1|Billing Address2|Billing Company|Billing City|Billing Zip|Billing Province|Billing Country|Billing Phone|Shipping Name|Shipping Street|Shipping Address1|Shipping Address2|Shipping Company|Shipping City|Shipping Zip|Shipping Province|Shipping Country|Shipping Phone|Notes|Note Attributes|Cancelled at|Payment Method|Payment Reference|Refunded Amount|Vendor|Outstanding Balance|Employee|Location|Device ID|Id|Tags|Risk Level|Source|Lineitem discount|Tax 1 Name|Tax 1 Value|Tax 2 Name|Tax 2 Value|Tax 3 Name|Tax 3 Value|Tax 4 Name|Tax 4 Value|Tax 5 Name|Tax 5 Value|Phone|Receipt Number|Duties|Billing Province Name|Shipping Province Name|Payment ID|Payment Terms Name|Next Payment Due At|Payment References',
  },
  (order, place) => {
    const { product, quantity } = order.lines[place]!
    const line = {
      Name: `#${1000 + order.number}`,
      Email: order.number % 5 === 0 ? order.buyer.email.toUpperCase() : order.buyer.email,
      'Created at': `${order.at} +0900`,
      'Lineitem quantity': quantity,
      'Lineitem name': product.en,
      'Lineitem price': money(product.dollars),
      'Lineitem sku': product.sku,
      'Lineitem requires shipping': 'true',
      'Lineitem taxable': 'true',
      'Lineitem fulfillment status': order.state === 'cancelled' ? 'pending' : 'fulfilled',
      Vendor: 'Moonlit Store',
      'Lineitem discount': '0.00',
    }
    if (place > 0) return line
    const isCancelled = order.state === 'cancelled'
    const status = isCancelled ? 'pending' : order.state === 'partly_refunded' ? 'partially_refunded' : order.state
    return {
      ...line,
      'Financial Status': status === 'done' ? 'paid' : status,
      'Paid at': isCancelled ? null : `${order.at} +0900`,
      'Fulfillment Status': isCancelled ? 'unfulfilled' : 'fulfilled',
      'Accepts Marketing': 'no',
      Currency: 'USD',
      Subtotal: money(goodsOf(order, 1) - order.discount[1]),
      Shipping: money(shippingOf(order, 1)),
      Taxes: '0.00',
      Total: money(paidFor(order, 1)),
      'Discount Code': order.discount[1] > 0 ? 'SPRING' : null,
      'Discount Amount': money(order.discount[1]),
      'Shipping Method': 'Standard',
      'Billing Name': order.buyer.en,
      'Billing City': 'Nowhere',
      'Billing Country': 'US',
      'Shipping Name': order.buyer.en,
      'Shipping City': 'Nowhere',
      'Shipping Country': 'US',
      'Cancelled at': isCancelled ? `${order.at.slice(0, 10)} 23:00:00 +0900` : null,
      'Payment Method': 'Shopify Payments',
      'Refunded Amount': money(order.refund[1]),
      'Outstanding Balance': isCancelled ? money(paidFor(order, 1)) : '0.00',
      Id: String(5000000000000 + order.number),
      'Risk Level': 'Low',
      Source: 'web',
    }
  },
)

/** WooCommerce by the plugin Advanced Order Export: a row an item, the order’s columns on each. */
export const woocommerce: Export = byLine(
  {
    id: 'woocommerce-advanced-export',
    format: 'csv',
    encoding: 'utf-8',
    headers:
      'Order Number|Order Status|Order Date|Customer Note|First Name (Billing)|Last Name (Billing)|Company (Billing)|Address 1&2 (Billing)|City (Billing)|State Code (Billing)|Postcode (Billing)|Country Code (Billing)|Email (Billing)|Phone (Billing)|First Name (Shipping)|Last Name (Shipping)|Address 1&2 (Shipping)|City (Shipping)|State Code (Shipping)|Postcode (Shipping)|Country Code (Shipping)|Payment Method Title|Cart Discount Amount|Order Subtotal Amount|Shipping Method Title|Order Shipping Amount|Order Refund Amount|Order Total Amount|Order Total Tax Amount|SKU|Item #|Item Name|Quantity|Item Cost|Coupon Code|Discount Amount|Discount Amount Tax',
  },
  (order, place) => {
    const { product, quantity } = order.lines[place]!
    return {
      'Order Number': String(2000 + order.number),
      'Order Status': stateIn(order, ['Completed', 'Cancelled', 'Refunded']),
      'Order Date': order.at.slice(0, 16),
      'First Name (Billing)': first(order),
      'Last Name (Billing)': last(order),
      'City (Billing)': 'Nowhere',
      'Country Code (Billing)': 'US',
      'Email (Billing)': order.buyer.email,
      'Phone (Billing)': order.buyer.phone,
      'First Name (Shipping)': first(order),
      'Last Name (Shipping)': last(order),
      'Payment Method Title': 'Credit card',
      'Cart Discount Amount': money(order.discount[1]),
      'Order Subtotal Amount': money(goodsOf(order, 1)),
      'Shipping Method Title': 'Flat rate',
      'Order Shipping Amount': money(shippingOf(order, 1)),
      'Order Refund Amount': money(order.refund[1]),
      'Order Total Amount': money(paidFor(order, 1)),
      'Order Total Tax Amount': '0.00',
      SKU: product.sku,
      'Item #': place + 1,
      'Item Name': product.en,
      Quantity: quantity,
      'Item Cost': money(product.dollars),
      'Coupon Code': order.discount[1] > 0 ? 'spring' : null,
      'Discount Amount': money(order.discount[1]),
    }
  },
)

/** Square, item sales: a row an item, refunds as negative rows on their own day, no customer where none was recorded. */
export const square: Export = byLine(
  {
    id: 'square-items',
    format: 'csv',
    encoding: 'utf-8',
    headers:
      'Date|Time|Time Zone|Category|Item|Qty|Price Point Name|SKU|Modifiers Applied|Gross Sales|Discounts|Net Sales|Tax|Transaction ID|Payment ID|Device Name|Notes|Details|Event Type|Location|Dining Option|Customer ID|Customer Name|Customer Reference ID|Unit|Count|Itemization Type|Commission|Employee',
  },
  (order, place) => {
    if (order.state === 'cancelled') return null
    const line = order.lines[place]!
    const gross = priceOf(line, 1)
    const net = paidForLine(order, place, 1)
    return {
      Date: order.at.slice(0, 10),
      Time: order.at.slice(11),
      'Time Zone': 'Pacific Time (US & Canada)',
      Category: line.product.category === '차' ? 'Tea' : line.product.category === '다구' ? 'Teaware' : 'Scents',
      Item: line.product.en,
      Qty: `${line.quantity}.0`,
      'Price Point Name': 'Regular',
      SKU: line.product.sku,
      'Gross Sales': `$${money(gross)}`,
      Discounts: gross === net ? '$0.00' : `-$${money(gross - net)}`,
      'Net Sales': `$${money(net)}`,
      Tax: '$0.00',
      'Transaction ID': `TX${String(order.number).padStart(4, '0')}`,
      'Payment ID': `PM${String(order.number).padStart(4, '0')}`,
      'Device Name': 'Counter',
      'Event Type': 'Payment',
      Location: 'Moonlit Store',
      'Customer ID': order.isGuest ? null : `CUST-${order.buyer.id.toUpperCase()}`,
      'Customer Name': order.isGuest ? null : order.buyer.en,
      Count: line.quantity,
      'Itemization Type': 'Physical Good',
    }
  },
)

/** BigCommerce, the default order export: a row an order, days first in American order, guests as customer 0. */
export const bigcommerce: Export = byOrder(
  {
    id: 'bigcommerce-orders',
    format: 'csv',
    encoding: 'utf-8',
    headers:
      'Order ID|Customer ID|Customer Name|Customer Email|Customer Phone|Order Date|Order Time|Order Status|Subtotal (inc tax)|Subtotal (ex tax)|Tax Total|Shipping Cost (inc tax)|Shipping Cost (ex tax)|Ship Method|Handling Cost (inc tax)|Handling Cost (ex tax)|Coupon Details|Order Total (inc tax)|Order Total (ex tax)|Refund Amount|Payment Method|Total Quantity|Total Shipped|Date Shipped|Order Currency Code|Exchange Rate|Order Notes|Customer Message|Billing Email|Product Details|Channel ID|Channel Name',
  },
  (order) => ({
    'Order ID': String(300 + order.number),
    'Customer ID': order.isGuest ? '0' : String(10 + order.buyer.id.length),
    'Customer Name': order.buyer.en,
    'Customer Email': order.buyer.email,
    'Customer Phone': order.buyer.phone,
    'Order Date': `${order.at.slice(5, 7)}/${order.at.slice(8, 10)}/${order.at.slice(0, 4)}`,
    'Order Time': order.at.slice(11),
    'Order Status': order.state === 'partly_refunded' ? 'Partially Refunded' : stateIn(order, ['Completed', 'Cancelled', 'Refunded']), // prettier-ignore
    'Subtotal (inc tax)': money(goodsOf(order, 1)),
    'Subtotal (ex tax)': money(goodsOf(order, 1)),
    'Tax Total': '0.00',
    'Shipping Cost (inc tax)': money(shippingOf(order, 1)),
    'Shipping Cost (ex tax)': money(shippingOf(order, 1)),
    'Ship Method': 'Flat Rate',
    'Order Total (inc tax)': money(paidFor(order, 1)),
    'Order Total (ex tax)': money(paidFor(order, 1)),
    'Refund Amount': money(order.refund[1]),
    'Payment Method': 'Credit Card',
    'Total Quantity': order.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    'Order Currency Code': 'USD',
    'Exchange Rate': '1.0000000000',
    'Billing Email': order.buyer.email,
    'Product Details': order.lines
      .map(({ product, quantity }) => `Product SKU: ${product.sku}, Product Qty: ${quantity}`)
      .join('|'),
    'Channel ID': '1',
    'Channel Name': 'Moonlit Store',
  }),
)
