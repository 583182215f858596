function l(o,e){console.warn(`fieldapp: ${o}`,e??"")}export{l as a};
