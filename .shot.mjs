import { chromium } from 'playwright-core'
const [,, role, size, out, ...paths] = process.argv
const base='http://localhost:4123'; const jar=new Map()
const take=(r)=>{for(const c of r.headers.getSetCookie()){const [kv]=c.split(';');const i=kv.indexOf('=');jar.set(kv.slice(0,i),kv.slice(i+1))}}
let r=await fetch(base+'/become'); take(r); const csrf=/name="_csrf" value="([^"]+)"/.exec(await r.text())?.[1]
r=await fetch(base+'/become',{method:'POST',redirect:'manual',headers:{cookie:[...jar].map(([k,v])=>`${k}=${v}`).join('; '),'content-type':'application/x-www-form-urlencoded',origin:base},body:new URLSearchParams({who:role,_csrf:csrf})}); take(r)
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const ctx = await b.newContext({ viewport: size==='phone'?{width:390,height:844}:{width:1280,height:900} })
await ctx.addCookies([...jar].map(([name,value])=>({name,value:decodeURIComponent(value)===value?value:value,url:base})))
const page = await ctx.newPage()
let n=0
for (const p of paths) { const r = await page.goto(base+p); const h = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'); console.log(p, r.status(), 'overflow', h); await page.screenshot({ path: `${out}-${n++}.png`, fullPage: true }) }
await b.close()
