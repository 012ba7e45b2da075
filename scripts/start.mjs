// npm start: install what is missing, build, serve the built site on localhost and open it.
import { install } from './install.mjs'

install()
const { build, preview } = await import('vite')
await build({ logLevel: 'error' })
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
const server = await preview({
  logLevel: 'warn',
  preview: {
    host: 'localhost',
    port: Number(process.env.PORT) || 4173,
    open: hasScreen && !process.env.CI,
    // As GitHub Pages does: a frame with `sandbox="allow-scripts"` has no origin, and its scripts are asked for across origins.
    cors: { origin: '*' },
  },
})
console.log(`Dangol is at ${server.resolvedUrls.local[0]}  (Ctrl+C ends it)`)
