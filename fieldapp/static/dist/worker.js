import{c as ie,d as P,e as Pe,g as je,h as Fe,i as We,j as ze,l as Ge}from"/static/dist/chunk-BKA3GWA3.js";import{$ as Be,A as Ae,B as Me,E as Re,M as N,P as Le,Q as Ne,W as Ue,X as De,_ as He,c as te,d as ne,e as Ce,q,v as L}from"/static/dist/chunk-37HOCM3T.js";var j="6082bd4fe5ae",Ke=[{url:"/login",integrity:null},{url:"/static/dist/app-XKBGHDKH.js",integrity:"sha256-qCi45cLm6JkjUUs2J3scsvvWykmqV9fMEucUXZdUjbk="},{url:"/static/dist/chunk-37HOCM3T.js",integrity:"sha256-Od1G4mSFicnEuwsLXAkSFRrL5rbJdmZIuf8UZVKkULs="},{url:"/static/dist/chunk-BKA3GWA3.js",integrity:"sha256-91uE3UOOWKfWbvJW6AV1zWRT2kULu5husijAWGAE5OQ="},{url:"/static/dist/chunk-KEJET6U7.js",integrity:"sha256-u+KoBkRgm3FJOjpcwI3UnOFH4PRKdoANkBmiDjrkq/4="},{url:"/static/dist/icons/sprite-cd1276552b.svg",integrity:"sha256-zRJ2VStbYhlmb9PdajjZisVcQFb/IB1s7twBXFqwcN4="},{url:"/static/dist/machinery-6L6TVNZD.js",integrity:"sha256-nnnWcRSe9BKR88Ie+XASe/iEw2u3YC9mhyc2LT9pgyU="},{url:"/static/dist/technician-IB2I7OKY.css",integrity:"sha256-SwUVoxiYqa69rlf3nWSiOoqFC64eaLGi0A0HpvI4iQw="}];var ae="/login";function F(a=j){return ne+a}async function Ve({caches:a,fetch:t},o=Ke){let c=await a.open(F());await Promise.all(o.map(async e=>c.put(e.url,await _n(t,e))))}async function Xe(a){let o=(await a.keys()).filter(c=>c.startsWith(ne)&&c!==F());await Promise.all(o.map(c=>a.delete(c)))}async function U(a,t){return await(await a.open(F())).match(t)??a.match(t)}async function D({caches:a,fetch:t},o){let c=await U(a,o);if(c)return c;let e=await t(o);return e.ok&&!e.redirected&&await(await a.open(F())).put(o,e.clone()),e}async function _n(a,{url:t,integrity:o}){let c=await a(t,{cache:o===null?"reload":"default",credentials:"omit",redirect:"error",...o===null?{}:{integrity:o}}),e=await c.clone().arrayBuffer();if(!c.ok||e.byteLength===0)throw new Error(`${t}: ${c.status}`);return c}var Ze="/static/dist/",Ye={"app.js":"app-XKBGHDKH.js","htmx.js":"htmx-d6fdc75f20.js","icons/apple-touch-icon.png":"icons/apple-touch-icon-a3910341b6.png","icons/favicon.svg":"icons/favicon-1abd9d2046.svg","icons/icon-192.png":"icons/icon-192-ead15e82c0.png","icons/icon-512.png":"icons/icon-512-784e865cbd.png","icons/icon-maskable-512.png":"icons/icon-maskable-512-74c1b38e24.png","icons/sprite.svg":"icons/sprite-cd1276552b.svg","machinery.js":"machinery-6L6TVNZD.js","office.css":"office-PY2K3S7A.css","office.js":"office-NT7JJMGU.js","page_words_en.js":"page_words_en-FHVFFLLQ.js","print.css":"print-UKH3BJJK.css","technician.css":"technician-IB2I7OKY.css","welcome.js":"welcome-VZT6CZIT.js","words_en.json":"words_en-d7b0c9aa86.json"};var $n={"&":"&amp;",'"':"&quot;","'":"&#39;","<":"&lt;",">":"&gt;"},O=class{constructor(t){this.html=t}toString(){return this.html}};function H(a){return String(a).replace(/[&"'<>]/g,t=>$n[t]??t)}var Je=Symbol("templates"),Qe=Symbol("imported"),oe=Symbol("blocks"),et=Symbol("page");function tt(a,t,o){let c=Object.assign(Object.create(null),o);return c[Je]=a,c[Qe]={},c[oe]={},c[et]=c,B(c,t)(c)}function i(a){return a==null?"":a instanceof O?a.html:H(a)}function f(a,t,o){return a[t]=o,""}function l(a,t){return B(a,t)(Object.create(a))}function r(a,t,o){let c=a[Qe];c[t]||(c[t]=Object.create(a[et]),B(a,t)(c[t]));for(let e of o.split(" ")){if(!Object.hasOwn(c[t],e))throw new Error(`${t} has no ${e}`);a[e]=c[t][e]}return""}function y(a,t,o){return Object.assign(a[oe],o),B(a,t)(a)}function nt(a,t,o){return(a[oe][t]??o)(a)}function d(a,t,o,c,e){return t?.length?t.map((n,s)=>{let m=Object.create(a);return m[o]=n,m.loop={index:s+1,first:s===0,last:s===t.length-1},c(m)}).join(""):e?.(a)??""}function p(a,t,o,c){let e=t.split(" ");return(n,s={})=>{let m=Object.create(a);return e.forEach(($,g)=>{m[$]=g<n.length?n[g]:o[$]}),Object.assign(m,s),new O(c(m))}}function it(a,t){return Array.isArray(t)||typeof t=="string"?t.includes(a):Object.hasOwn(t,a)}function B(a,t){let o=a[Je][t];if(!o)throw new Error(`no template ${t}`);return o}var at=(a,t,o,c)=>({"components/banner.html":e=>`
${r(e,"components/icon.html","icon")}
${f(e,"banner",p(e,"words more kind icon_name action extra",{more:"",kind:"",icon_name:"",action:"",extra:""},n=>`<div class="banner${n.kind?` banner--${i(n.kind)}`:""}${n.extra?` ${i(n.extra)}`:""}">${n.icon_name?`${i(n.icon([n.icon_name]))}`:""}<p class="banner__text"><b>${i(n.words)}</b>${n.more?`<span class="banner__more">${i(n.more)}</span>`:""}</p>${n.action?`${i(n.action)}`:""}</div>`))}

${f(e,"emergency",p(e,"words left",{left:""},n=>`<div class="emergency" role="status">${i(n.icon(["bolt"]))}<span>${i(n.words)}</span>${n.left?`<span class="emergency__left">${i(n.left)}</span>`:""}</div>`))}

${f(e,"notice_line",p(e,"words kind action",{kind:"",action:""},n=>`<div class="notice-line${n.kind?` notice-line--${i(n.kind)}`:""}">${n.kind=="done"?`${i(n.icon(["check"]))}`:n.kind=="warn"||n.kind=="danger"?`${i(n.icon(["alert"]))}`:""}<p class="notice-line__text">${i(n.words)}</p>${n.action?`${i(n.action)}`:""}</div>`))}`,"components/bill.html":e=>`
${f(e,"bill_line",p(e,"name amount note was free",{note:"",was:"",free:!1},n=>`<p class="bill__line"><span>${i(n.name)}${n.note?`<span class="bill__note">${i(n.note)}</span>`:""}</span><span class="bill__amount${n.free?" bill__amount--free":""}">${n.was?`<s class="bill__amount--was">${i(n.was)}</s> `:""}${i(n.amount)}</span></p>`))}

${f(e,"money_cell",p(e,"label amount note kind",{note:"",kind:""},n=>`<div class="money__cell${n.kind?` money__cell--${i(n.kind)}`:""}"><span class="money__label">${i(n.label)}</span><span class="money__value">${i(n.amount)}</span>${n.note?`<span class="money__note">${i(n.note)}</span>`:""}</div>`))}

${f(e,"figure",p(e,"label value",{},n=>`<div><dt class="figures__label">${i(n.label)}</dt><dd class="figures__value">${i(n.value)}</dd></div>`))}`,"components/button.html":e=>`
${r(e,"components/icon.html","icon")}

${f(e,"button",p(e,"word kind name value type form icon_name sub busy disabled label key extra focus",{kind:"",name:"",value:"",type:"submit",form:"",icon_name:"",sub:"",busy:"",disabled:!1,label:"",key:"",extra:"",focus:!1},n=>`<button class="button${n.kind?` button--${i(n.kind)}`:""}${n.extra?` ${i(n.extra)}`:""}" type="${i(n.type)}"${n.name?` name="${i(n.name)}" value="${i(n.value)}"`:""}${n.form?` form="${i(n.form)}"`:""}${n.label?` aria-label="${i(n.label)}"`:""}${n.disabled?" disabled":""}${n.focus?" autofocus":""}>${n.icon_name?`${i(n.icon([n.icon_name]))}`:""}${n.busy?`<span class="button__word">${i(n.word)}</span><span class="button__busy">${i(n.busy)}</span>`:`${i(n.word)}`}${n.sub?`<span class="button__sub">${i(n.sub)}</span>`:""}${n.key?` <kbd>${i(n.key)}</kbd>`:""}</button>`))}
${f(e,"link",p(e,"word href kind icon_name sub label key extra",{kind:"",icon_name:"",sub:"",label:"",key:"",extra:""},n=>`<a class="button${n.kind?` button--${i(n.kind)}`:""}${n.extra?` ${i(n.extra)}`:""}" href="${i(n.href)}"${n.label?` aria-label="${i(n.label)}"`:""}>${n.icon_name?`${i(n.icon([n.icon_name]))}`:""}${i(n.word)}${n.sub?`<span class="button__sub">${i(n.sub)}</span>`:""}${n.key?` <kbd>${i(n.key)}</kbd>`:""}</a>`))}

${f(e,"next_button",p(e,"word sub icon_name name value form busy stop disabled",{sub:"",icon_name:"",name:"",value:"",form:"",busy:"",stop:!1,disabled:!1},n=>`${i(n.button([n.word],{kind:n.stop?"stop":"primary",name:n.name,value:n.value,form:n.form,icon_name:n.icon_name,sub:n.sub,busy:n.busy,disabled:n.disabled,extra:"button--next"}))}`))}`,"components/empty.html":e=>`
${r(e,"components/icon.html","icon")}
${f(e,"empty",p(e,"title text icon_name action",{text:"",icon_name:"",action:""},n=>`<div class="empty">${n.icon_name?`${i(n.icon([n.icon_name],{size:"big"}))}`:""}<p class="empty__title">${i(n.title)}</p>${n.text?`<p class="empty__text">${i(n.text)}</p>`:""}${n.action?`${i(n.action)}`:""}</div>`))}`,"components/facts.html":e=>`

${f(e,"fact",p(e,"label value more kind action tail",{value:"",more:"",kind:"",action:"",tail:""},n=>`<div class="facts__row">
<dt class="facts__label">${i(n.label)}</dt>
<dd class="facts__value${n.kind?` facts__value--${i(n.kind)}`:""}">${i(n.value)}${n.tail?` <span class="nowrap">${i(n.tail)}</span>`:""}${n.more?`<span class="facts__more">${i(n.more)}</span>`:""}</dd>${n.action?`<dd class="facts__action">${i(n.action)}</dd>`:""}</div>`))}
${f(e,"fact_with",p(e,"label value more kind tail",{value:"",more:"",kind:"",tail:""},n=>`${i(n.fact([n.label,n.value],{more:n.more,kind:n.kind,action:n.caller([]),tail:n.tail}))}`))}`,"components/icon.html":e=>`
${f(e,"icon",p(e,"name size",{size:""},n=>`<svg class="icon${n.size?` icon--${i(n.size)}`:""}" aria-hidden="true" focusable="false"><use href="${i(o("icons/sprite.svg"))}#i-${i(n.name)}"/></svg>`))}`,"components/nav.html":e=>`
${r(e,"components/icon.html","icon")}
${f(e,"nav",p(e,"items current label",{items:[],current:"",label:""},n=>`<nav class="nav" aria-label="${i(n.label||t("主导航"))}">
${d(n,n.items,"item",s=>`<a class="nav__item nav__item--${i(s.item?.name)}" href="${i(s.item?.href)}"${s.item?.name==s.current?' aria-current="page"':""}>${i(s.icon([s.item?.icon]))}<span>${i(s.item?.label)}</span></a>
`)}</nav>`))}

${f(e,"tabs",p(e,"items current label",{items:[],current:"",label:""},n=>`<nav class="tabs" aria-label="${i(n.label)}">
${d(n,n.items,"item",s=>`<a class="tabs__tab" href="${i(s.item?.href)}"${s.item?.name==s.current?' aria-current="page"':""}>${i(s.item?.label)}</a>
`)}</nav>`))}

${f(e,"top",p(e,"title back_href back_label aside",{back_href:"",back_label:"",aside:""},n=>`<header class="top${n.back_href==""?" top--plain":""}">${n.back_href?`<a class="button button--quiet" href="${i(n.back_href)}" aria-label="${i(n.back_label||t("返回"))}">${i(n.icon(["back"]))}</a>`:""}<h1 class="top__title">${i(n.title)}</h1>${n.aside?`<div class="top__aside">${i(n.aside)}</div>`:""}</header>`))}`,"components/section.html":e=>`
${f(e,"section_head",p(e,"title note aside id level",{note:"",aside:"",id:"",level:2},n=>`<div class="section__head">
<h${i(n.level)} class="section__title"${n.id?` id="${i(n.id)}"`:""}>${i(n.title)}</h${i(n.level)}>${n.note?`<span class="section__note">${i(n.note)}</span>`:""}${n.aside?`<span class="section__aside">${i(n.aside)}</span>`:""}</div>`))}`,"components/stamp.html":e=>`
${f(e,"stamp",p(e,"word note kind",{note:"",kind:""},n=>`<span class="stamp${n.kind?` stamp--${i(n.kind)}`:""}">${i(n.word)}${n.note?`<span class="stamp__small">${i(n.note)}</span>`:""}</span>`))}

${f(e,"tag",p(e,"word kind",{kind:""},n=>`<span class="tag${n.kind?` tag--${i(n.kind)}`:""}">${i(n.word)}</span>`))}`,"components/stepper.html":e=>`
${r(e,"components/icon.html","icon")}
${f(e,"stepper",p(e,"name value label unit step min mode form",{value:"1",label:"",unit:"",step:"1",min:"0",mode:"numeric",form:""},n=>`<quantity-stepper class="stepper" step="${i(n.step)}" min="${i(n.min)}">
<button class="stepper__button" type="button" data-step="-1" aria-label="${i(a.trim(t("减 %(step)s %(unit)s",{step:n.step,unit:n.unit})))}">${i(n.icon(["minus"]))}</button>
<input class="stepper__value" name="${i(n.name)}" value="${i(n.value)}" inputmode="${i(n.mode)}" autocomplete="off" aria-label="${i(n.label)}"${n.form?` form="${i(n.form)}"`:""}>
<button class="stepper__button" type="button" data-step="1" aria-label="${i(a.trim(t("加 %(step)s %(unit)s",{step:n.step,unit:n.unit})))}">${i(n.icon(["plus"]))}</button>
</quantity-stepper>`))}`,"components/sync.html":e=>`

${r(e,"components/icon.html","icon")}
${f(e,"sync_mark",p(e,"state command_id words",{state:"",command_id:"",words:""},n=>`${n.state?`<span class="sync" data-sync="${i(n.state)}"${n.command_id?` data-command-id="${i(n.command_id)}"`:""}>${n.state=="verified"?`${i(n.icon(["checks"]))}${i(n.words||t("已核对"))}`:n.state=="uploaded"?`${i(n.icon(["check"]))}${i(n.words||t("已上传"))}`:n.state=="attention"?`${i(n.icon(["alert"]))}${i(n.words||t("需处理"))}`:`${i(n.icon(["onphone"]))}${i(n.words||t("在手机上"))}`}</span>`:""}`))}`,"layouts/technician.html":e=>`
<!doctype html>
<html lang="${i(e.viewer?.language=="en"?"en":"zh-CN")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="format-detection" content="telephone=no">
<title>${l(e,"technician/_title.html")}</title>
<link rel="stylesheet" href="${i(o("technician.css"))}">
<script type="module" src="${i(o("app.js"))}"><\/script>
<link rel="manifest" href="/manifest.webmanifest">
<link rel="icon" href="${i(o("icons/favicon.svg"))}" type="image/svg+xml">
<link rel="apple-touch-icon" href="${i(o("icons/apple-touch-icon.png"))}">
</head>
<body data-sync-state="${i(e.sync?.state)}" data-person-id="${i(e.viewer?.person_id)}" data-rendered-by="${i(e.sync?.state=="online-only"?"server":"worker")}">
<a class="skip" href="#main">${i(t("跳到内容"))}</a>
${nt(e,"page",n=>"")}<update-prompt hidden></update-prompt>
<browser-hint hidden></browser-hint>
</body>
</html>
`,"technician/_back.html":e=>`
${r(e,"components/icon.html","icon")}${i(e.icon(["back"]))}
`,"technician/_forms.html":e=>`
${r(e,"components/button.html","next_button")}
${f(e,"command_form",p(e,"visit_id noun command next kind id enctype",{next:"",kind:"",id:"",enctype:""},n=>`<form method="post" action="/tech/visits/${i(n.visit_id)}/${i(n.noun)}" data-command="${i(n.command)}" data-stream="visit:${i(n.visit_id)}"${n.kind?` class="${i(n.kind)}"`:""}${n.id?` id="${i(n.id)}"`:""}${n.enctype?` enctype="${i(n.enctype)}"`:""}>
<input type="hidden" name="command_id" value="${i(c())}">${n.next?`<input type="hidden" name="next" value="${i(n.next)}">`:""}${i(n.caller([]))}
</form>`))}
${f(e,"opens",p(e,"word href kind form_kind",{kind:"",form_kind:""},n=>`<form method="get" action="${i(n.href)}"${n.form_kind?` class="${i(n.form_kind)}"`:""}><button class="button${n.kind?` ${i(n.kind)}`:""}" type="submit">${i(n.word)}</button></form>`))}

${f(e,"next_step",p(e,"next visit_id",{},n=>`${n.next?.kind=="sign"?`${i(n.opens([t("客户签字"),"/tech/visits/"+n.visit_id+"/handover"],{kind:"button--primary button--next"}))}
`:n.next?.kind=="consent"?`${i(n.opens([t("先请客户同意"),"/tech/visits/"+n.visit_id+"/consent"],{kind:"button--stop button--next"}))}
`:`${i(n.command_form([n.visit_id,n.next?.noun,n.next?.command],{caller:p(n,"",{},s=>`${i(s.next_button([a.label(s.next?.command,"command")],{busy:t("正在保存")}))}`)}))}`}`))}
${f(e,"return_step",p(e,"trip_return person_id",{},n=>`<form method="post" action="/tech/trips/${i(n.trip_return?.trip_id)}/return" data-command="return_from_trip" data-stream="person:${i(n.person_id)}">
<input type="hidden" name="command_id" value="${i(c())}">
<input type="hidden" name="trip_id" value="${i(n.trip_return?.trip_id)}">
<input type="hidden" name="visit_ids" value="${i(n.trip_return?.visit_ids)}">
${i(n.next_button([t("返回")],{busy:t("正在保存")}))}
</form>`))}`,"technician/_nav.html":e=>`
${r(e,"components/nav.html","nav")}${i(e.nav([[{name:"today",label:t("今天"),href:"/tech/",icon:"sheet"},{name:"outbox",label:e.sync?.pending?t("待传 %(n)s",{n:e.sync?.pending}):t("待传"),href:"/tech/outbox",icon:"up"},{name:"scan",label:t("扫码"),href:"/tech/scan",icon:"scan"},{name:"me",label:t("我的"),href:"/tech/me",icon:"person"}]],{current:e.page?.nav}))}
`,"technician/_news.html":e=>`
<sync-status class="status" role="status">${e.sync?.state=="pending"?`${i(t("%(n)s 条待传",{n:e.sync?.pending}))}`:e.sync?.state=="attention"?`${i(t("有 %(n)s 条需处理",{n:e.sync?.attention}))}`:e.sync?.state=="sending"?`${i(t("正在上传"))}`:e.sync?.state=="preparing"?`${i(t("正在准备离线"))}`:e.sync?.state=="signed-out"?`${i(t("请登录后上传"))}`:e.sync?.state=="online-only"?`${i(t("此浏览器无离线功能"))}`:`${i(t("已同步"))}`}</sync-status>
${l(e,"technician/_notice.html")}`,"technician/_notice.html":e=>`
${r(e,"components/banner.html","notice_line")}<div role="alert" data-notice>${e.problem?`${i(e.notice_line([e.problem?.message],{kind:"danger"}))}${d(e,e.problem?.fields,"field",n=>`<p class="section__body danger" data-field="${i(n.field?.name)}">${i(n.field?.message)}</p>`)}`:""}</div>
`,"technician/_root.html":e=>`
data-title="${l(e,"technician/_title.html")}" data-page="${i(e.page?.name)}"${e.page?.visit_id?` data-visit-id="${i(e.page?.visit_id)}" data-change-no="${i(e.page?.change_no)}"`:""}`,"technician/_title.html":e=>`
${i(a.label(e.page?.name,"technician_page"))}${e.page?.number?` ${i(e.page?.number)}`:""}`,"technician/_words.html":e=>`
${f(e,"money_words",p(e,"money",{},n=>`${n.money?.kind=="free"?`<span class="done strong nowrap">${i(t("%(warranty)s免费",{warranty:a.label(n.money?.warranty,"warranty")}))}</span>`:n.money?.kind=="disputed"?`<span class="warn strong">${i(t("有争议，鉴定前不收费"))}</span>`:n.money?.kind=="unknown"?`<span class="warn strong">${i(t("待查：保内保外由办公室核对"))}</span>`:n.money?.kind=="agreed"?`<span class="strong nowrap">${i(t("%(warranty)s %(amount)s 已同意",{warranty:a.label(n.money?.warranty,"warranty"),amount:a.money(n.money?.high_cents)}))}</span>`:`<span class="warn strong">${i(t("%(warranty)s %(amount)s 待同意",{warranty:a.label(n.money?.warranty,"warranty"),amount:a.money_range(n.money?.low_cents,n.money?.high_cents)}))}</span>`}`))}

${f(e,"to_visit",p(e,"visit_id",{},n=>`<p class="section__body"><a class="button button--fill" href="/tech/visits/${i(n.visit_id)}">${i(t("回到维修单"))}</a></p>`))}`,"technician/absence/_page.html":e=>`
${r(e,"components/nav.html","top")}${r(e,"components/button.html","button")}${r(e,"components/empty.html","empty")}${r(e,"technician/_forms.html","command_form")}${r(e,"technician/_words.html","to_visit")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
${i(e.top([t("不能签字")],{back_href:"/tech/visits/"+e.sheet?.visit_id,back_label:t("回到维修单"),aside:e.place}))}
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
${e.stage=="open"?`${i(e.command_form([e.sheet?.visit_id,"absence","record_absence"],{next:"/tech/visits/"+e.sheet?.visit_id,kind:"section__body section__body--alone stack",caller:p(e,"",{},n=>`<input type="hidden" name="document" value="${i(n.document_text)}">
<input type="hidden" name="document_sha256" value="${i(n.document_sha256)}">
<fieldset><legend class="choice__legend">${i(t("为什么没有签字"))}</legend>
<div class="choice choice--list">${d(n,n.kinds,"kind",s=>`<label class="choice__item"><input class="choice__input" type="radio" name="kind" value="${i(s.kind)}" required><span>${i(a.label(s.kind,"sign_off"))}</span></label>`)}</div></fieldset>
<div class="field"><label class="field__label field__label--required" for="reason">${i(t("原因"))}</label><textarea class="field__input" id="reason" name="reason" rows="2" maxlength="300" required></textarea></div>
<fieldset><legend class="choice__legend">${i(t("凭什么证明（任选一种）"))}</legend>
<div class="choice choice--list">${d(n,n.evidence_kinds,"kind",s=>`<label class="choice__item"><input class="choice__input" type="radio" name="evidence_kind" value="${i(s.kind)}" required><span>${i(a.label(s.kind,"evidence"))}</span></label>`)}</div></fieldset>
<div class="field"><label class="field__label" for="evidence-note">${i(t("证明的说明"))}</label><input class="field__input" id="evidence-note" name="evidence_note" maxlength="300" autocomplete="off"><p class="field__hint">${i(t("例如：14:05 打过两次电话没人接；见证人姓名。"))}</p></div>
${i(n.button([t("保存")],{kind:"primary",busy:t("正在保存"),extra:"button--next button--fill"}))}
`)}))}`:`${i(e.empty([t("这张单现在不用签字")]))}${i(e.to_visit([e.sheet?.visit_id]))}
`}</main>
</div>
`,"technician/absence/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/absence/_page.html")}`}),"technician/checks/_item.html":e=>`
${r(e,"components/button.html","button")}${r(e,"components/sync.html","sync_mark")}${r(e,"technician/_forms.html","command_form")}<li class="ledger__row" id="check-${i(e.item?.code)}"${e.item?.answer?' data-state="done"':""}>
<span><span${e.item?.answer?"":' class="strong"'}>${i(e.item?.text)}</span>${e.item?.is_required&&!e.item?.answer?` <b class="warn">${i(t("必填"))}</b>`:""}${e.item?.answer?`<br><span class="done strong">${e.item?.answer=="yes"?`${i(t("做到了"))}`:`${i(e.item?.answer)}`}</span> <span class="quiet">${i(a.time(e.item?.made_at))} ${i(e.item?.note)}</span>`:""}</span>
${i(e.sync_mark([e.item?.sync],{command_id:e.item?.check_id}))}
${e.is_active===void 0||e.is_active?`${i(e.command_form([e.sheet?.visit_id,"checks","answer_check"],{kind:"ledger__full",caller:p(e,"",{},n=>`<input type="hidden" name="code" value="${i(n.item?.code)}">
${n.item?.kind=="choice"?`<div class="row">${d(n,n.item?.choices,"choice",s=>`${i(s.button([s.choice],{name:"answer",value:s.choice,kind:s.item?.answer==s.choice?"primary":""}))}`)}</div>
`:n.item?.kind=="text"||n.item?.kind=="number"?`<div class="row row--firm"><input class="field__input" name="answer" value="${i(n.item?.answer)}" maxlength="300" autocomplete="off" aria-label="${i(n.item?.text)}"${n.item?.kind=="number"?' inputmode="decimal"':""} required>${i(n.button([t("保存")],{busy:t("正在保存")}))}</div>
`:n.item?.answer?"":`${i(n.button([t("做到了")],{name:"answer",value:"yes",icon_name:"check",label:t("做到了：%(text)s",{text:n.item?.text}),busy:t("正在保存")}))}
`}`)}))}`:""}</li>
`,"technician/checks/_page.html":e=>`
${r(e,"components/nav.html","top")}${r(e,"components/button.html","link")}${r(e,"components/empty.html","empty")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
${i(e.top([t("检查")],{back_href:"/tech/visits/"+e.sheet?.visit_id,back_label:t("回到维修单"),aside:e.place}))}
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
${d(e,e.lists,"list",n=>`<section class="section" id="list-${i(n.list?.code)}">
<div class="section__head"><h2 class="section__title">${n.list?.code=="safety"?`${i(t("开工前：安全"))}`:n.list?.code=="cleanup"?`${i(t("收尾"))}`:`${i(n.list?.title)}`}</h2><span class="section__note">${i(n.list?.answered)} / ${i(n.list?.total)}</span></div>
<ul class="ledger ledger--roomy">
${d(n,n.list?.items,"item",s=>`${l(s,"technician/checks/_item.html")}`)}</ul>
</section>
`,n=>`${i(n.empty([t("没有要填的检查")]))}
`)}</main>
<footer class="bar"><div class="bar__row">${i(e.link([t("回到维修单"),"/tech/visits/"+e.sheet?.visit_id],{kind:"primary",extra:"button--next"}))}</div></footer>
</div>
`,"technician/checks/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/checks/_page.html")}`}),"technician/consent/_page.html":e=>`
${r(e,"components/nav.html","top")}${r(e,"components/button.html","button link")}${r(e,"components/empty.html","empty")}${r(e,"components/facts.html","fact")}${r(e,"technician/_forms.html","command_form")}${r(e,"technician/_words.html","to_visit")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
${i(e.top([t("收费同意")],{back_href:"/tech/visits/"+e.sheet?.visit_id,back_label:t("回到维修单"),aside:e.place}))}
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
${e.is_open&&e.sheet?.is_charged?`${e.bill?.needs_consent?`<p class="section__body section__body--alone danger strong" role="status">${e.bill?.needs_consent=="over"?`${i(t("已超过同意的金额：先停手，客户同意后再继续。"))}`:e.bill?.needs_consent=="extra"?`${i(t("追加项要另收费：客户同意后再做。"))}`:`${i(t("这张单要收费，客户还没同意。"))}`}</p>`:""}<dl class="facts">
${i(e.fact([t("已同意"),e.bill?.agreed_cents!=null?a.money(e.bill?.agreed_cents):t("还没有")],{more:e.sheet?.consent?e.sheet?.consent?.who_name:""}))}
${i(e.fact([t("合计"),a.money(e.bill?.due_cents)],{kind:"strong"}))}
${d(e,e.extras,"item",n=>`${i(n.fact([n.loop?.first?t("追加"):"",n.item?.position+"·"+n.item?.category_name],{more:a.money_range(n.item?.estimate_low_cents,n.item?.estimate_high_cents)}))}`)}</dl>
${i(e.command_form([e.sheet?.visit_id,"consents","record_consent"],{next:"/tech/visits/"+e.sheet?.visit_id,kind:"section__body section__body--alone stack",caller:p(e,"",{},n=>`<input type="hidden" name="work_order_id" value="${i(n.sheet?.work_order_id)}">
<div class="field"><label class="field__label field__label--required" for="consent-amount">${i(t("全单合计最多（元）"))}</label><input class="field__input field__input--number" id="consent-amount" name="agreed_cents" inputmode="decimal" value="${i(a.yuan(n.suggested_cents))}" autocomplete="off" required></div>
<fieldset><legend class="choice__legend">${i(t("谁同意"))}</legend><div class="choice choice--2">${d(n,["payer","property"],"who",s=>`<label class="choice__item"><input class="choice__input" type="radio" name="who" value="${i(s.who)}" required><span>${i(a.label(s.who,"consent_who"))}</span></label>`)}</div></fieldset>
<div class="field"><label class="field__label field__label--required" for="consent-name">${i(t("姓名"))}</label><input class="field__input" id="consent-name" name="who_name" value="${i(n.payer_name)}" maxlength="60" autocomplete="off" required></div>
<fieldset><legend class="choice__legend">${i(t("怎样同意"))}</legend><div class="choice">${d(n,["in_person","phone","written","own_phone"],"how",s=>`<label class="choice__item"><input class="choice__input" type="radio" name="how" value="${i(s.how)}" required><span>${i(a.label(s.how,"consent_how"))}</span></label>`)}</div></fieldset>
<div class="field"><label class="field__label" for="consent-evidence">${i(t("凭据"))}</label><input class="field__input" id="consent-evidence" name="evidence" maxlength="200" autocomplete="off"><p class="field__hint">${i(t("例如：当面点头，在场有物业小李；14:05 电话。"))}</p></div>
${i(n.button([t("客户同意")],{kind:"primary",busy:t("正在保存"),extra:"button--next button--fill"}))}
`)}))}<p class="section__body row">${a.length(e.extras)?`${i(e.link([t("追加项不做了"),"/tech/visits/"+e.sheet?.visit_id+"/extras"],{extra:"button--fill"}))}`:`${i(e.link([t("客户不同意"),"/tech/visits/"+e.sheet?.visit_id+"/unfinished?tab=ending"],{extra:"button--fill"}))}`}</p>
`:`${i(e.empty([t("这张单不用收费同意")]))}${i(e.to_visit([e.sheet?.visit_id]))}
`}</main>
</div>
`,"technician/consent/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/consent/_page.html")}`}),"technician/dispute/_page.html":e=>`
${r(e,"components/nav.html","top")}${r(e,"components/button.html","button")}${r(e,"components/empty.html","empty")}${r(e,"components/sync.html","sync_mark")}${r(e,"technician/_forms.html","command_form")}${r(e,"technician/_words.html","to_visit")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
${i(e.top([t("对保修有异议")],{back_href:"/tech/visits/"+e.sheet?.visit_id,back_label:t("回到维修单"),aside:e.place}))}
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
${d(e,e.disputed,"item",n=>`<p class="section__body row row--spread"><span><b>${i(n.item?.position)}·${i(n.item?.category_name)}</b> <span class="warn">${i(t("有争议，鉴定前不收费"))}</span></span>${i(n.sync_mark([n.item?.sync],{command_id:n.item?.item_id}))}</p>`)}${e.is_open&&a.length(e.judged)?`${i(e.command_form([e.sheet?.visit_id,"disputes","ask_appraisal"],{next:"/tech/visits/"+e.sheet?.visit_id,kind:"section__body section__body--alone stack",caller:p(e,"",{},n=>`<fieldset><legend class="choice__legend">${i(t("对哪一项"))}</legend><div class="choice choice--list">${d(n,n.judged,"item",s=>`<label class="choice__item"><input class="choice__input" type="radio" name="item_id" value="${i(s.item?.item_id)}" required><span>${i(s.item?.position)}·${i(s.item?.category_name)}<span class="choice__note">${i(a.label(s.item?.warranty_verdict,"warranty"))}·${i(a.label(s.item?.charge_verdict,"charge"))}</span></span></label>`)}</div></fieldset>
<div class="field"><label class="field__label field__label--required" for="dispute">${i(t("客户怎么说"))}</label><textarea class="field__input" id="dispute" name="dispute" rows="3" maxlength="300" required></textarea></div>
<p class="quiet">${i(t("技术质量部鉴定前，这一项不收费；拍几张照片给他们看。"))}</p>
${i(n.button([t("请技术质量部鉴定")],{kind:"primary",busy:t("正在保存"),extra:"button--next button--fill"}))}
`)}))}`:`${i(e.empty([t("没有可以提异议的项目")]))}${i(e.to_visit([e.sheet?.visit_id]))}
`}</main>
</div>
`,"technician/dispute/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/dispute/_page.html")}`}),"technician/error.html":e=>y(e,"layouts/technician.html",{page:n=>`<div id="page" class="phone" ${l(n,"technician/_root.html")}>
<main id="main" class="failure">
<p class="failure__code quiet">${i(n.error?.code)}</p>
<h1 class="failure__title">${n.error?.code=="lease.over"?`${i(t("太久没有联系公司"))}`:n.error?.code=="sheet.unknown"?`${i(t("手机上没有这张单"))}`:n.error?.code=="page.not_found"?`${i(t("没有这一页"))}`:`${i(t("这一页没打开"))}`}</h1>
<p>${n.error?.code=="lease.over"?`${i(t("为了客户的隐私，单子先收起来了。有信号时登录一次就好。"))}`:n.error?.code=="sheet.unknown"?`${i(t("可能已改派给别人，或超过两周了。"))}`:`${i(t("回到今天再试一次；还不行就告诉客服上面的代码。"))}`}</p>
<p class="done strong">${i(t("您填的都在手机上，没丢：%(n)s 条待传。",{n:n.sync?.pending}))}</p>
<p class="failure__acts"><a class="button button--primary" href="/tech/">${i(t("回到今天"))}</a><a class="button" href="/tech/outbox">${i(t("看待传"))}</a>${n.error?.code=="lease.over"?`<a class="button" href="/login">${i(t("登录"))}</a>`:""}</p>
</main>
</div>
`}),"technician/extras/_found.html":e=>`
${r(e,"components/button.html","button")}${r(e,"components/section.html","section_head")}${r(e,"components/sync.html","sync_mark")}${r(e,"technician/_forms.html","command_form")}<section class="section">
${i(e.section_head([t("已追加")],{note:t("%(n)s 项",{n:a.length(e.extras)})}))}
<ul class="ledger">
${d(e,e.extras,"item",n=>`<li><details>
<summary class="ledger__row"><span><span class="ledger__title">${i(n.item?.position)}·${i(n.item?.category_name)}</span><br><span class="quiet">${i(a.label(n.item?.warranty_verdict,"warranty"))}·${i(a.label(n.item?.charge_verdict,"charge"))}${n.item?.estimate_high_cents?` ${i(a.money_range(n.item?.estimate_low_cents,n.item?.estimate_high_cents))}`:""}</span> <span class="accent">${i(t("不做了"))}</span></span>${i(n.sync_mark([n.item?.sync],{command_id:n.item?.item_id}))}</summary>
${i(n.command_form([n.sheet?.visit_id,"extra-item-voidings","void_extra_item"],{kind:"section__body stack stack--tight",caller:p(n,"",{},s=>`<input type="hidden" name="item_id" value="${i(s.item?.item_id)}">
<div class="field"><label class="field__label field__label--required" for="void-${i(s.item?.item_id)}">${i(t("为什么不做"))}</label><input class="field__input" id="void-${i(s.item?.item_id)}" name="reason" maxlength="300" autocomplete="off" required></div>
${i(s.button([t("作废并保存")],{kind:"danger",busy:t("正在保存"),extra:"button--fill"}))}
`)}))}</details></li>
`)}</ul>
</section>
`,"technician/extras/_page.html":e=>`
${r(e,"components/nav.html","top")}${r(e,"components/button.html","button")}${r(e,"components/empty.html","empty")}${r(e,"components/section.html","section_head")}${r(e,"technician/_words.html","to_visit")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
${i(e.top([t("顺便看看")],{back_href:"/tech/visits/"+e.sheet?.visit_id,back_label:t("回到维修单"),aside:e.place}))}
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
${e.is_open?`${e.told?`${l(e,"technician/extras/_told.html")}`:""}<form method="get" action="${i(e.page?.path)}" class="section__body section__body--alone stack">
<div class="field"><label class="field__label field__label--required" for="extra-position">${i(t("部位"))}</label><input class="field__input" id="extra-position" name="position" value="${i(e.position)}" list="extra-positions" maxlength="60" autocomplete="off" required><datalist id="extra-positions">${d(e,e.positions,"place",n=>`<option value="${i(n.place)}"></option>`)}</datalist></div>
<div class="field"><label class="field__label field__label--required" for="extra-category">${i(t("什么毛病"))}</label><select class="field__input" id="extra-category" name="category" required><option value="">${i(t("请选"))}</option>${d(e,e.categories,"category",n=>`<option value="${i(n.category?.code)}"${n.category?.code==n.category_code?" selected":""}>${i(n.category?.name)}</option>`)}</select></div>
${i(e.button([e.told?t("换一项再看"):t("看保修和收费")],{kind:e.told?"":"primary",extra:"button--fill"}))}
</form>
${a.length(e.extras)?`${l(e,"technician/extras/_found.html")}`:""}`:`${i(e.empty([t("这张单已经结束")]))}${i(e.to_visit([e.sheet?.visit_id]))}
`}</main>
</div>
`,"technician/extras/_told.html":e=>`
${r(e,"components/button.html","button")}${r(e,"components/section.html","section_head")}${r(e,"technician/_forms.html","command_form")}<section class="section" id="told">
${i(e.section_head([e.position+"·"+e.told?.category_name]))}
${i(e.command_form([e.sheet?.visit_id,"extra-items","add_extra_item"],{next:e.told?.charge_verdict=="charged"?"/tech/visits/"+e.sheet?.visit_id+"/consent":"/tech/visits/"+e.sheet?.visit_id,kind:"section__body stack",caller:p(e,"",{},n=>`<p><b class="${i(n.told?.charge_verdict=="free"?"done":"warn")}">${i(a.label(n.told?.warranty_verdict,"warranty"))}·${i(a.label(n.told?.charge_verdict,"charge"))}</b>${n.told?.high_cents?` ${i(t("一般 %(range)s",{range:a.money_range(n.told?.low_cents,n.told?.high_cents)}))}`:""}</p>
<p>${i(n.told?.warranty_text||t("这一类手机上判不了，由办公室核对。"))}</p>
${n.told?.charge_verdict=="pending"?`<p class="quiet">${i(t("先记下来，客服查清后告诉客户；现在不收钱。"))}</p>`:""}<input type="hidden" name="position" value="${i(n.position)}"><input type="hidden" name="category_code" value="${i(n.category_code)}">
<input type="hidden" name="category_name" value="${i(n.told?.category_name)}">
<input type="hidden" name="warranty_verdict" value="${i(n.told?.warranty_verdict)}"><input type="hidden" name="charge_verdict" value="${i(n.told?.charge_verdict)}">
${n.told?.charge_verdict=="charged"?`<div class="row"><div class="field"><label class="field__label field__label--required" for="extra-low">${i(t("报价从（元）"))}</label><input class="field__input field__input--number" id="extra-low" name="estimate_low_cents" inputmode="decimal" value="${i(a.yuan(n.told?.low_cents))}" autocomplete="off" required></div>
<div class="field"><label class="field__label field__label--required" for="extra-high">${i(t("到（元）"))}</label><input class="field__input field__input--number" id="extra-high" name="estimate_high_cents" inputmode="decimal" value="${i(a.yuan(n.told?.high_cents))}" autocomplete="off" required></div></div>
`:""}<div class="field"><label class="field__label" for="extra-description">${i(t("看到什么"))}</label><textarea class="field__input" id="extra-description" name="description" rows="2" maxlength="500"></textarea></div>
${i(n.button([n.told?.charge_verdict=="charged"?t("记上，请客户同意"):t("记上这一项")],{kind:"primary",busy:t("正在保存"),extra:"button--next button--fill"}))}
`)}))}</section>
`,"technician/extras/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/extras/_page.html")}`}),"technician/gate/_page.html":e=>`
${r(e,"components/nav.html","top")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
${i(e.top([t("门岗出示")],{back_href:"/tech/visits/"+e.sheet?.visit_id,back_label:t("回到维修单")}))}
<main id="main" class="gate">
<p class="gate__where">${i(e.place)}</p>
${i(a.qr_picture(e.code_url,t("维修单的二维码")))}
<p class="gate__number">${i(e.sheet?.work_order_number)}</p>
<p class="gate__who">${i(e.sheet?.company_name)}<br>${i(t("%(name)s师傅 工号 %(badge)s",{name:e.sheet?.technician_name,badge:e.sheet?.technician_badge_no}))}<br>${i(a.day(e.sheet?.planned_on))} ${i(a.window(e.sheet?.window_start_at,e.sheet?.window_end_at))}</p>
</main>
</div>
`,"technician/gate/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/gate/_page.html")}`}),"technician/handover/_page.html":e=>`
${r(e,"components/bill.html","bill_line")}${r(e,"components/stamp.html","stamp")}${r(e,"technician/_forms.html","opens")}<div id="page" class="phone phone--large hand" ${l(e,"technician/_root.html")}>
<header class="phone__head">
<p class="hand__company">${i(t("%(company)s·维修结果",{company:e.sheet?.company_name}))}</p>
<h1 class="hand__title">${i(t("%(name)s，请您过目",{name:e.sheet?.contact_name}))}</h1>
<p>${i(e.place)} <span class="quiet nowrap">${i(t("%(name)s师傅 工号 %(badge)s",{name:e.sheet?.technician_name,badge:e.sheet?.technician_badge_no}))}</span></p>
</header>
${l(e,"technician/_notice.html")}<main id="main" class="phone__body">
<section class="section section--bare">
<div class="section__head"><h2 class="section__title">${i(t("做了什么"))}</h2></div>
<div class="section__body">
${d(e,e.sheet?.work_items,"item",n=>`<p><b>${i(n.item?.position)} ${i(n.item?.category_name)}</b> ${i(a.label(n.item?.result,"result"))}</p>`)}${d(e,e.sheet?.remarks,"remark",n=>`<p>${i(n.remark?.text)}</p>`)}${d(e,e.pairs,"pair",n=>`<div class="photos photos--pair">
${n.pair?.before?`<figure class="photo"><div class="photo__frame"><img class="photo__picture" src="/tech/photos/${i(n.pair?.before?.sha256)}/thumbnail" alt="${i(t("修前"))} ${i(n.pair?.before?.caption)}"></div><figcaption>${i(t("修前"))} ${i(a.time(n.pair?.before?.taken_at))}</figcaption></figure>`:""}${n.pair?.after?`<figure class="photo"><div class="photo__frame"><img class="photo__picture" src="/tech/photos/${i(n.pair?.after?.sha256)}/thumbnail" alt="${i(t("修后"))} ${i(n.pair?.after?.caption)}"></div><figcaption>${i(t("修后"))} ${i(a.time(n.pair?.after?.taken_at))}</figcaption></figure>`:""}</div>
`)}${d(e,e.given_back,"use",n=>`<p>${i(t("换下的旧件已交给您：%(name)s",{name:n.use?.name}))}</p>`)}</div>
</section>
<section class="section section--alone">
<div class="section__body section__body--alone">
<p class="printed">${i(t("一共"))}</p>
<div class="bill__head"><p class="bill__sum">${i(a.money(e.bill?.due_cents))}</p>${i(e.bill?.due_cents==0?e.stamp([t("不收费")],{note:t("免费")}):e.stamp([t("请核对")],{note:t("单上金额")}))}</div>
<div class="bill">
${d(e,e.sheet?.material_uses,"use",n=>`${i(n.bill_line([n.use?.name+" "+a.quantity_of(n.use?.quantity_milli,n.use?.unit),a.money(n.use?.due_cents)],{note:n.use?.due_cents==0&&n.use?.amount_cents?t("保修期内免费"):"",free:n.use?.due_cents==0}))}
`)}${d(e,e.sheet?.charges,"charge",n=>`${i(n.bill_line([n.charge?.name+" "+a.quantity_of(n.charge?.quantity_milli,n.charge?.unit),a.money(n.charge?.due_cents)],{note:n.charge?.due_cents==0&&n.charge?.amount_cents?t("原价 %(price)s，本次免收",{price:a.money(n.charge?.amount_cents)}):"",free:n.charge?.due_cents==0}))}
`)}</div>
<p>${i(t("除单上金额外，不收任何费用。"))}</p>
</div>
</section>
<section class="section">
<div class="section__head"><h2 class="section__title">${i(t("保修多久"))}</h2></div>
<div class="section__body">${d(e,e.sheet?.work_items,"item",n=>`<p>${i(t("%(part)s：%(text)s",{part:n.item?.position,text:n.item?.warranty_text}))}</p>`)}<p>${i(t("同一处同样问题，6 个月内免费再修。"))}</p></div>
</section>
</main>
<footer class="bar">
${e.is_open?`${i(e.opens([t("没问题，去签字"),"/tech/visits/"+e.sheet?.visit_id+"/signature"],{kind:"button--primary button--next button--tall",form_kind:"stack"}))}
${i(e.opens([t("我有疑问，叫师傅"),"/tech/visits/"+e.sheet?.visit_id],{kind:"button--medium button--lead",form_kind:"stack"}))}
`:`<a class="button button--fill" href="/tech/visits/${i(e.sheet?.visit_id)}">${i(t("回到维修单"))}</a>
`}</footer>
</div>
`,"technician/handover/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/handover/_page.html")}`}),"technician/marks/_mark.html":e=>`
${r(e,"components/button.html","button")}${r(e,"components/sync.html","sync_mark")}${r(e,"technician/_forms.html","command_form")}<li class="ledger__row" id="mark-${i(e.mark?.mark_id)}">
<span><b>${i(a.label(e.mark?.kind,"mark"))}</b> ${e.mark?.corrected_at?`<s class="was">${i(a.time(e.mark?.made_at))}</s> <b>${i(a.time(e.mark?.corrected_at))}</b>`:`<b>${i(a.time(e.mark?.made_at))}</b>`}</span>
${i(e.sync_mark([e.mark?.sync],{command_id:e.mark?.mark_id}))}
${i(e.command_form([e.sheet?.visit_id,"corrections","correct_mark"],{kind:"ledger__full row",caller:p(e,"",{},n=>`<input type="hidden" name="mark_id" value="${i(n.mark?.mark_id)}">
${d(n,n.mark?.earlier,"one",s=>`${i(s.button([t("早 %(n)s 分",{n:s.one?.minutes})],{name:"corrected_at",value:s.one?.at,label:t("%(kind)s早 %(n)s 分",{kind:a.label(s.mark?.kind,"mark"),n:s.one?.minutes})}))}`)}`)}))}<details class="ledger__full">
<summary class="button button--quiet">${i(t("另填时间"))}</summary>
${i(e.command_form([e.sheet?.visit_id,"corrections","correct_mark"],{kind:"stack stack--tight",caller:p(e,"",{},n=>`<input type="hidden" name="mark_id" value="${i(n.mark?.mark_id)}">
<div class="field"><label class="field__label" for="corrected-${i(n.mark?.mark_id)}">${i(t("真正的时间"))}</label><input class="field__input" id="corrected-${i(n.mark?.mark_id)}" type="datetime-local" name="corrected_at" value="${i(n.mark?.corrected_at?a.local_input(n.mark?.corrected_at):a.local_input(n.mark?.made_at))}" required></div>
${i(n.button([t("保存")],{kind:"primary",busy:t("正在保存"),extra:"button--fill"}))}
`)}))}</details>
</li>
`,"technician/marks/_page.html":e=>`
${r(e,"components/nav.html","top")}${r(e,"components/empty.html","empty")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
${i(e.top([t("改打点时间")],{back_href:"/tech/visits/"+e.sheet?.visit_id,back_label:t("回到维修单"),aside:e.place}))}
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
<p class="section__body section__body--alone quiet">${i(t("忘点了？改成真正的时间。原来的时间也会留着。"))}</p>
<ul class="ledger ledger--roomy">
${d(e,e.marks,"mark",n=>`${l(n,"technician/marks/_mark.html")}`)}</ul>
${a.length(e.marks)?"":`${i(e.empty([t("还没有打点")]))}`}</main>
<footer class="bar"><div class="bar__row"><a class="button button--primary button--next" href="/tech/visits/${i(e.sheet?.visit_id)}">${i(t("回到维修单"))}</a></div></footer>
</div>
`,"technician/marks/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/marks/_page.html")}`}),"technician/materials/_page.html":e=>`
${r(e,"components/nav.html","top tabs")}${r(e,"components/button.html","link")}${r(e,"components/empty.html","empty")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
${i(e.top([t("材料")],{back_href:"/tech/visits/"+e.sheet?.visit_id,back_label:t("回到维修单"),aside:e.place}))}
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
${l(e,"technician/materials/_uses.html")}${e.pick?`${l(e,"technician/materials/_pick.html")}`:""}<section class="section" aria-label="${i(t("找材料"))}">
<material-search>
<form class="find" method="get" action="${i(e.page?.path)}" role="search">
<label class="find__line"><span class="visually-hidden">${i(t("找材料"))}</span><input class="field__input" type="search" name="q" value="${i(e.query)}" placeholder="${i(t("拼音首字母、中文或编码"))}" autocomplete="off" enterkeyhint="search"></label>
</form>
${i(e.tabs([[{name:"order",label:t("本单备料"),href:e.page?.path+"?tab=order"},{name:"all",label:t("全部 %(n)s",{n:e.total}),href:e.page?.path+"?tab=all"}]],{current:e.tab,label:t("材料分组")}))}
<ul class="ledger" data-results>
${d(e,e.materials,"material",n=>`<li class="ledger__row"><span><span class="ledger__title">${i(n.material?.name)}</span> ${i(n.material?.spec)}<br><span class="quiet">${i(n.material?.code)}·${i(a.money(n.material?.unit_price_cents))}/${i(n.material?.unit)}·${n.material?.van_milli?`${i(t("车上 %(n)s",{n:a.quantity(n.material?.van_milli)}))}`:`<span class="danger">${i(t("车上没有"))}</span>`}</span></span>${i(n.link([t("用上"),n.page?.path+"?pick="+n.material?.material_id+"#pick"],{label:t("用上%(name)s",{name:n.material?.name+" "+n.material?.spec}),icon_name:"plus"}))}</li>
`,n=>`<li>${i(n.empty([n.query?t("没有找到"):t("这类故障没有备料清单")],{text:t("换个写法，或看全部。")}))}</li>
`)}</ul>
</material-search>
<p class="section__body">${i(e.link([t("目录里没有"),e.page?.path+"?pick=new#pick"],{extra:"button--fill"}))}</p>
</section>
</main>
<footer class="bar">
<div class="row row--spread"><p><span class="printed">${i(t("合计"))}</span> <span class="bar__amount">${i(a.money(e.bill?.due_cents))}</span></p>
${e.bill?.agreed_cents!=null?`<p><span class="printed">${i(t("已同意"))}</span> ${i(a.money(e.bill?.agreed_cents))}${e.bill?.over_percent_milli?` <b class="danger nowrap">${i(t("超 %(percent)s%%",{percent:a.quantity(e.bill?.over_percent_milli)}))}</b>`:""}</p>`:""}</div>
${e.bill?.is_over?`<p class="danger strong" role="status"><a href="/tech/visits/${i(e.sheet?.visit_id)}/consent">${i(t("需再同意：先停手，请客户同意后再继续。"))}</a></p>`:""}<div class="bar__row">${i(e.link([t("回到维修单"),"/tech/visits/"+e.sheet?.visit_id],{kind:"primary",extra:"button--next"}))}</div>
</footer>
</div>
`,"technician/materials/_pick.html":e=>`
${r(e,"components/button.html","button")}${r(e,"components/stepper.html","stepper")}${r(e,"technician/_forms.html","command_form")}<section class="section" id="pick">
<div class="section__head"><h2 class="section__title">${e.pick?.is_new?`${i(t("目录里没有的材料"))}`:`${i(e.pick?.name)} ${i(e.pick?.spec)}`}</h2>
${e.pick?.is_new?"":`<span class="section__note">${i(e.pick?.code)}·${i(a.money(e.pick?.unit_price_cents))}/${i(e.pick?.unit)}</span>`}</div>
${i(e.command_form([e.sheet?.visit_id,"material-uses","use_material"],{next:e.page?.path,kind:"section__body stack",caller:p(e,"",{},n=>`${n.pick?.is_new?`<input type="hidden" name="material_id" value=""><input type="hidden" name="code" value="">
<div class="field"><label class="field__label field__label--required" for="use-name">${i(t("名称"))}</label><input class="field__input" id="use-name" name="name" maxlength="60" autocomplete="off" required></div>
<div class="field"><label class="field__label" for="use-spec">${i(t("规格"))}</label><input class="field__input" id="use-spec" name="spec" maxlength="60" autocomplete="off"></div>
<div class="field"><label class="field__label" for="use-unit">${i(t("单位"))}</label><select class="field__input" id="use-unit" name="unit">${d(n,n.pick?.units,"unit",s=>`<option value="${i(s.unit)}">${i(s.unit)}</option>`)}</select></div>
<div class="field"><label class="field__label field__label--required" for="use-price">${i(t("单价（元）"))}</label><input class="field__input field__input--number" id="use-price" name="unit_price_cents" inputmode="decimal" autocomplete="off" required></div>
`:`<input type="hidden" name="material_id" value="${i(n.pick?.material_id)}"><input type="hidden" name="code" value="${i(n.pick?.code)}">
<input type="hidden" name="name" value="${i(n.pick?.name)}"><input type="hidden" name="spec" value="${i(n.pick?.spec)}">
<input type="hidden" name="unit" value="${i(n.pick?.unit)}"><input type="hidden" name="unit_price_cents" value="${i(a.yuan(n.pick?.unit_price_cents))}">
`}<div class="row row--spread"><span class="printed">${i(t("数量"))}</span>${i(n.stepper(["quantity_milli"],{value:1,label:t("数量"),unit:n.pick?.is_new?"":n.pick?.unit,step:a.quantity(n.pick?.step_milli),min:a.quantity(n.pick?.step_milli),mode:n.pick?.step_milli==1e3&&!n.pick?.is_new?"numeric":"decimal"}))}</div>
${a.length(n.sheet?.work_items)>1?`<div class="field"><label class="field__label" for="use-item">${i(t("用在哪一项"))}</label><select class="field__input" id="use-item" name="item_id">${d(n,n.sheet?.work_items,"item",s=>`<option value="${i(s.item?.item_id)}">${i(s.item?.position_no)} ${i(s.item?.position)} ${i(s.item?.category_name)}</option>`)}</select></div>
`:""}<fieldset><legend class="choice__legend">${i(t("旧件"))}</legend><div class="choice">
<label class="choice__item"><input class="choice__input" type="radio" name="old_part" value="" checked><span>${i(t("没有"))}</span></label>
${d(n,["customer","return","scrap"],"where",s=>`<label class="choice__item"><input class="choice__input" type="radio" name="old_part" value="${i(s.where)}"><span>${i(a.label(s.where,"old_part"))}</span></label>`)}</div></fieldset>
${i(n.button([t("保存")],{kind:"primary",busy:t("正在保存"),extra:"button--fill"}))}
`)}))}</section>
`,"technician/materials/_uses.html":e=>`
${r(e,"components/button.html","button")}${r(e,"components/section.html","section_head")}${r(e,"components/sync.html","sync_mark")}${r(e,"technician/_forms.html","command_form")}${a.length(e.sheet?.material_uses)?`<section class="section">
${i(e.section_head([t("已用")],{note:t("%(n)s 种",{n:a.length(e.sheet?.material_uses)})}))}
<ul class="ledger">
${d(e,e.sheet?.material_uses,"use",n=>`<li id="use-${i(n.use?.use_id)}"><details>
<summary class="ledger__row"><span><span class="ledger__title">${i(n.use?.name)}</span> ${i(n.use?.spec)}<br><span class="quiet">${i(a.quantity_of(n.use?.quantity_milli,n.use?.unit))} × ${i(a.money(n.use?.unit_price_cents))} = <b>${i(a.money(n.use?.amount_cents))}</b>${n.use?.due_cents==0&&n.use?.amount_cents?` ${i(t("免费"))}`:""}${n.use?.old_part?`·${i(t("旧件%(where)s",{where:a.label(n.use?.old_part,"old_part")}))}`:""}</span> <span class="accent">${i(t("记错了"))}</span></span>${i(n.sync_mark([n.use?.sync],{command_id:n.use?.use_id}))}</summary>
${i(n.command_form([n.sheet?.visit_id,"material-voidings","void_material_use"],{kind:"section__body stack stack--tight",caller:p(n,"",{},s=>`<input type="hidden" name="use_id" value="${i(s.use?.use_id)}">
<div class="field"><label class="field__label field__label--required" for="void-${i(s.use?.use_id)}">${i(t("为什么作废"))}</label><input class="field__input" id="void-${i(s.use?.use_id)}" name="reason" maxlength="300" autocomplete="off" required></div>
${i(s.button([t("作废并保存")],{kind:"danger",busy:t("正在保存"),extra:"button--fill"}))}
`)}))}</details></li>
`)}</ul>
</section>
`:""}`,"technician/materials/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/materials/_page.html")}`}),"technician/me/_page.html":e=>`
${r(e,"components/button.html","button")}${r(e,"components/facts.html","fact")}${r(e,"components/section.html","section_head")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
<header class="top top--plain"><h1 class="top__title">${i(t("我的"))}</h1></header>
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
<dl class="facts">
${i(e.fact([t("姓名"),e.viewer?.name],{more:t("工号 %(badge)s",{badge:e.viewer?.badge_no}),kind:"lead"}))}
${i(e.fact([t("部门"),a.label(e.viewer?.department,"department")]))}
${i(e.fact([t("公司"),e.company?.name],{more:e.company?.hotline}))}
</dl>
<section class="section">
${i(e.section_head([t("屏幕")]))}
<div class="section__body"><theme-choice><button class="button button--fill" type="button" aria-pressed="false">${i(t("强光"))}</button></theme-choice></div>
</section>
<section class="section">
${i(e.section_head([t("语言")]))}
<form class="acts" method="post" action="/tech/me/language">
${d(e,e.languages,"one",n=>`<button class="button${n.one==n.viewer?.language?" button--primary":""}" name="language" value="${i(n.one)}"${n.one==n.viewer?.language?' aria-current="true"':""}>${i(a.label(n.one,"language"))}</button>`)}</form>
</section>
<section class="section">
${i(e.section_head([t("退出")]))}
<div class="section__body stack stack--tight">
${e.sync?.pending||e.sync?.photos||e.sync?.attention?`<p class="warn strong">${i(t("还有 %(n)s 条、%(photos)s 张照片没上传，%(parked)s 条需处理。退出后会留在手机上，您再登录才会上传。",{n:e.sync?.pending,photos:e.sync?.photos,parked:e.sync?.attention}))}</p>`:""}<sign-out><form method="post" action="/logout">${i(e.button([t("退出登录")],{kind:"danger",extra:"button--fill"}))}</form></sign-out>
</div>
</section>
</main>
<footer class="bar">${l(e,"technician/_nav.html")}</footer>
</div>
`,"technician/me/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/me/_page.html")}`}),"technician/outbox/_page.html":e=>`
${r(e,"components/sync.html","sync_mark")}${r(e,"components/button.html","button next_button")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
<header class="top top--plain"><h1 class="top__title">${i(t("待传"))}</h1></header>
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
<section class="section__body section__body--alone">
${e.sync?.state=="online-only"?`<p class="lead">${i(t("这个浏览器没有离线功能：填好的直接存到公司，没有信号时请换系统浏览器。"))}</p>
`:e.sync?.pending||e.sync?.photos?`<p class="lead">${i(t("%(n)s 条、%(photos)s 张照片（%(size)s）在手机上，等信号。",{n:e.sync?.pending,photos:e.sync?.photos,size:a.size(e.sync?.bytes)}))}<span class="done">${i(t("可以锁屏。"))}</span></p>
`:`<p class="lead">${i(t("都传上去了。"))}<span class="done">${i(t("可以锁屏。"))}</span></p>`}${e.sync?.last_sent_at?`<p class="quiet">${i(t("上次上传 %(at)s",{at:a.short_moment(e.sync?.last_sent_at)}))}</p>`:""}</section>
${d(e,e.parked,"entry",n=>`${l(n,"technician/outbox/_parked.html")}`)}${d(e,e.groups,"group",n=>`<section class="section">
<div class="section__head"><h2 class="section__title section__title--written"><a href="/tech/visits/${i(n.group?.visit_id)}">${i(n.group?.place)}</a></h2></div>
<ul class="ledger">
${d(n,n.group?.rows,"row",s=>`<li class="ledger__row"><span><b>${i(a.time(s.row?.made_at))}</b> ${i(a.label(s.row?.name,"command"))} ${i(s.row?.words)}</span>${i(s.sync_mark([s.row?.sync],{command_id:s.row?.command_id}))}</li>`)}</ul>
</section>
`)}${a.length(e.others)?`<section class="section">
<div class="section__head"><h2 class="section__title">${i(t("其他"))}</h2></div>
<ul class="ledger">${d(e,e.others,"row",n=>`<li class="ledger__row"><span><b>${i(a.time(n.row?.made_at))}</b> ${i(a.label(n.row?.name,"command"))} ${i(n.row?.words)}</span>${i(n.sync_mark([n.row?.sync],{command_id:n.row?.command_id}))}</li>`)}</ul>
</section>
`:""}${e.sync?.state!="online-only"?`<div class="acts"><button class="button" type="button" data-action="export-outbox">${i(t("导出急救包"))}</button></div>`:""}</main>
<footer class="bar">
${e.sync?.state!="online-only"?`<div class="bar__row"><button class="button button--primary button--next" type="button" data-action="send-now">${i(t("现在上传"))}</button></div>`:""}${l(e,"technician/_nav.html")}</footer>
</div>
`,"technician/outbox/_parked.html":e=>`
${r(e,"components/button.html","button")}${r(e,"components/icon.html","icon")}<section class="section" id="parked-${i(e.entry?.command_id)}">
<div class="banner banner--danger">${i(e.icon(["alert"]))}<p class="banner__text"><b>${i(t("需处理"))}</b>${e.entry?.place?`·${i(e.entry?.place)}`:""}</p></div>
<div class="section__body section__body--alone stack stack--tight"><p><b>${i(a.short_moment(e.entry?.made_at))} ${i(a.label(e.entry?.name,"command"))}</b> ${i(e.entry?.words)}</p><p>${i(a.problem(e.entry?.code,e.entry?.details))}</p><p class="quiet">${i(t("您填的还在，没丢。"))}</p></div>
<form class="section__body stack stack--tight" method="post" action="/tech/outbox/decisions" data-decision>
<input type="hidden" name="command_id" value="${i(c())}"><input type="hidden" name="decided_id" value="${i(e.entry?.command_id)}">
<div class="field"><label class="field__label" for="reason-${i(e.entry?.command_id)}">${i(t("原因"))}</label><input class="field__input" id="reason-${i(e.entry?.command_id)}" name="reason" maxlength="300" autocomplete="off"></div>
<div class="row row--fill"><button class="button button--danger" name="decision" value="keep" data-action="keep-mine" data-command-id="${i(e.entry?.command_id)}">${i(t("仍用我填的"))}</button>
<button class="button button--danger" name="decision" value="drop" data-action="drop-mine" data-command-id="${i(e.entry?.command_id)}">${i(t("不要我填的"))}</button></div>
</form>
</section>
`,"technician/outbox/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/outbox/_page.html")}`}),"technician/photos/_page.html":e=>`
${r(e,"components/nav.html","top")}${r(e,"components/button.html","button link")}${r(e,"components/icon.html","icon")}${r(e,"technician/_forms.html","command_form")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
${i(e.top([t("照片")],{back_href:"/tech/visits/"+e.sheet?.visit_id,back_label:t("回到维修单"),aside:e.place}))}
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
${a.length(e.missing)?`<div class="banner"><p class="banner__text"><b>${d(e,e.missing,"one",n=>`${n.loop?.first?"":`${i(t("；"))}`}${i(t("还差：%(kind)s 1 张",{kind:a.label(n.one,"photo")}))}`)}</b></p></div>`:""}${d(e,e.slots,"slot",n=>`${l(n,"technician/photos/_slot.html")}`)}</main>
<footer class="bar">
${i(e.command_form([e.sheet?.visit_id,"photos","attach_photo"],{next:e.page?.path,kind:"stack stack--tight",enctype:"multipart/form-data",caller:p(e,"",{},n=>`<input type="hidden" name="kind" value="${i(n.kind)}">
<photo-input class="shutter stack stack--tight" kind="${i(n.kind)}" stamp="${i(n.sheet?.work_order_number)}|${i(n.place)}">
<div data-preview></div>
<div class="bar__row shutter__take">
<label class="button button--primary button--next">${i(n.icon(["camera"]))}${i(t("拍%(kind)s",{kind:a.label(n.kind,"photo")}))}<input class="visually-hidden" type="file" name="photo" accept="image/*" capture="environment"></label>
<label class="button button--beside">${i(t("从相册"))}<input class="visually-hidden" type="file" name="photo_from_album" accept="image/*" data-album></label>
</div>
<p data-photo-message role="status"></p>
<button class="button" type="button" data-retake hidden>${i(t("重拍"))}</button>
</photo-input>
<div class="bar__row shutter__keep"><input class="field__input" name="caption" maxlength="100" autocomplete="off" placeholder="${i(t("说明（可不填）"))}" aria-label="${i(t("照片说明"))}">${i(n.button([t("保存")],{busy:t("正在保存")}))}</div>
`)}))}</footer>
</div>
`,"technician/photos/_slot.html":e=>`
${r(e,"components/button.html","button link")}${r(e,"components/sync.html","sync_mark")}${r(e,"technician/_forms.html","command_form")}<section class="section" id="slot-${i(e.slot?.kind)}">
<div class="section__head"><h2 class="section__title">${i(a.label(e.slot?.kind,"photo"))}</h2>
<span class="section__note">${e.slot?.is_missing?`<b class="warn">${i(t("还差 1 张"))}</b>`:`${i(t("%(n)s 张",{n:a.length(e.slot?.photos)}))}`}</span>
<span class="section__aside">${e.slot?.kind==e.kind?`<b class="accent">${i(t("正在拍这一类"))}</b>`:`${i(e.link([t("改拍%(kind)s",{kind:a.label(e.slot?.kind,"photo")}),e.page?.path+"?kind="+e.slot?.kind],{kind:"quiet"}))}`}</span></div>
${a.length(e.slot?.photos)?`<div class="photos">
${d(e,e.slot?.photos,"photo",n=>`<figure class="photo" id="photo-${i(n.photo?.photo_id)}">
<a class="photo__frame" href="/tech/photos/${i(n.photo?.sha256)}"><img class="photo__picture" src="/tech/photos/${i(n.photo?.sha256)}/thumbnail" alt="${i(a.label(n.slot?.kind,"photo"))} ${i(n.loop?.index)} ${i(n.photo?.caption)}" loading="lazy" decoding="async"></a>
<figcaption class="photo__caption"><b>${i(n.photo?.caption)}</b><span class="photo__note">${i(a.time(n.photo?.taken_at))}${n.photo?.from_album?`·${i(t("相册选的"))}`:""}·${i(a.size(n.photo?.size_bytes))}</span>${i(n.sync_mark([n.photo?.sync],{command_id:n.photo?.photo_id}))}
<details><summary class="button button--quiet">${i(t("作废"))}</summary>
${i(n.command_form([n.sheet?.visit_id,"photo-voidings","void_photo"],{kind:"stack stack--tight",caller:p(n,"",{},s=>`<input type="hidden" name="photo_id" value="${i(s.photo?.photo_id)}">
<div class="field"><label class="field__label field__label--required" for="void-${i(s.photo?.photo_id)}">${i(t("为什么作废"))}</label><input class="field__input" id="void-${i(s.photo?.photo_id)}" name="reason" maxlength="300" autocomplete="off" required></div>
${i(s.button([t("作废并保存")],{kind:"danger",busy:t("正在保存"),extra:"button--fill"}))}
`)}))}</details></figcaption>
</figure>
`)}</div>
`:""}</section>
`,"technician/photos/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/photos/_page.html")}`}),"technician/scan/_page.html":e=>`
${r(e,"components/button.html","button")}${r(e,"components/empty.html","empty")}${r(e,"components/sync.html","sync_mark")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
<header class="top top--plain"><h1 class="top__title">${i(t("扫码"))}</h1></header>
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
<form class="section__body section__body--alone stack" method="get" action="/tech/scan" role="search">
<div class="field"><label class="field__label" for="scan-code">${i(t("维修单号或二维码上的字"))}</label><input class="field__input field__input--code" id="scan-code" name="code" value="${i(e.code)}" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" required><p class="field__hint">${i(t("例如 WX20261128-002，或只填最后三位。"))}</p></div>
${i(e.button([t("找单")],{kind:"primary",extra:"button--next button--fill"}))}
</form>
${e.code?`<ul class="ledger" role="status">
${d(e,e.found,"row",n=>`<li class="ledger__row"><a class="job__link" href="/tech/visits/${i(n.row?.visit_id)}"><span class="ledger__title">${i(n.row?.work_order_number)}</span><br>${i(n.row?.place)}<br><span class="quiet">${i(a.day(n.row?.planned_on))}·${i(a.label(n.row?.state,"visit_state"))}</span></a>${i(n.sync_mark([n.row?.sync]))}</li>
`,n=>`<li>${i(n.empty([t("手机上没有这张单")],{text:t("单号看清了吗？不是派给您的单请问客服。")}))}</li>
`)}</ul>
`:""}</main>
<footer class="bar">${l(e,"technician/_nav.html")}</footer>
</div>
`,"technician/scan/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/scan/_page.html")}`}),"technician/signature/_form.html":e=>`
${r(e,"components/button.html","button link")}${r(e,"technician/_forms.html","command_form")}<main id="main" class="phone__body">
${i(e.command_form([e.sheet?.visit_id,"sign-off","sign_off"],{next:e.page?.path,id:"sign-off",caller:p(e,"",{},n=>`<input type="hidden" name="document" value="${i(n.document_text)}">
<input type="hidden" name="document_sha256" value="${i(n.document_sha256)}">
<div class="section__body section__body--alone stack">
<fieldset><legend class="section__title">${i(t("您满意吗"))}</legend>
<div class="choice choice--3 rate">${d(n,["satisfied","fair","unsatisfied"],"rating",s=>`<label class="choice__item"><input class="choice__input" type="radio" name="rating" value="${i(s.rating)}" required><span>${i(a.label(s.rating,"rating"))}</span></label>`)}</div>
</fieldset>
<p class="quiet">${i(t("师傅看不到这一项，由客服回访后转告。"))}</p>
<div class="quick">${d(n,n.opinions,"opinion",s=>`<button class="button" type="button" data-insert="#opinion" value="${i(s.opinion)}">${i(s.opinion)}</button>`)}</div>
<div class="field"><label class="field__label" for="opinion">${i(t("您的意见"))}</label><textarea class="field__input" id="opinion" name="opinion" rows="2" maxlength="500"></textarea></div>
</div>
<section class="section">
<div class="section__head"><h2 class="section__title">${i(t("签名"))}</h2></div>
<div class="section__body stack">
<signature-pad>
<div class="pad" data-state="empty"><noscript>${i(t("这个浏览器不能手写签名，请用下面的「不能签字」记录。"))}</noscript><span class="pad__line"></span><span class="pad__name">${i(n.sheet?.contact_name)}</span><button class="button button--quiet pad__clear" type="button" data-clear>${i(t("重签"))}</button><button class="button pad__done" type="button" data-done hidden>${i(t("写好了"))}</button></div>
<input type="hidden" name="strokes" value="">
<p class="field__error" data-pad-message role="alert"></p>
<button class="button button--quiet" type="button" data-turn>${i(t("横过来签"))}</button>
</signature-pad>
<div class="field"><label class="field__label field__label--required" for="signer-name">${i(t("签名人"))}</label><input class="field__input" id="signer-name" name="signer_name" value="${i(n.sheet?.contact_name)}" maxlength="60" autocomplete="off" required></div>
<fieldset><legend class="choice__legend">${i(t("签名人身份"))}</legend>
<div class="choice choice--3">${d(n,n.relations,"one",s=>`<label class="choice__item"><input class="choice__input" type="radio" name="relation" value="${i(s.one)}"${s.one==s.relation?" checked":""} required><span>${i(a.label(s.one,"relation"))}</span></label>`)}</div>
</fieldset>
<p class="quiet">${i(t("本人已看过以上维修内容、用料、金额与照片，同意以电子签名确认。签名与电话只用于本次维修与保修，保存 3 年。"))}</p>
${i(n.link([t("不方便签"),"/tech/visits/"+n.sheet?.visit_id+"/absence"],{extra:"button--fill"}))}
</div>
</section>
`)}))}</main>
<footer class="bar"><div class="bar__row">${i(e.link([t("再看看"),"/tech/visits/"+e.sheet?.visit_id+"/handover"],{extra:"button--beside"}))}${i(e.button([t("签好了")],{kind:"primary",form:"sign-off",busy:t("正在保存"),extra:"button--next"}))}</div></footer>
`,"technician/signature/_page.html":e=>`
${r(e,"technician/_words.html","to_visit")}${r(e,"components/empty.html","empty")}<div id="page" class="phone phone--large hand" ${l(e,"technician/_root.html")}>
<header class="top top--plain"><h1 class="top__title">${i(t("客户签字"))}</h1><p class="top__aside top__amount">${i(a.money(e.bill?.due_cents))}</p></header>
${l(e,"technician/_notice.html")}${e.stage=="open"?`${l(e,"technician/signature/_form.html")}`:e.stage=="thanks"?`<main id="main" class="hand__pass" role="status">
<p class="hand__call">${i(t("谢谢，请把手机还给师傅"))}</p>
<hold-button><a class="button button--primary button--next hold" href="/tech/visits/${i(e.sheet?.visit_id)}">${i(t("我是师傅，继续"))}</a></hold-button>
<p class="quiet">${i(t("按住 2 秒"))}</p>
</main>
`:`<main id="main" class="phone__body">${i(e.empty([t("现在不能签字")],{text:t("完工后才请客户签字。")}))}${i(e.to_visit([e.sheet?.visit_id]))}</main>
`}</div>
`,"technician/signature/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/signature/_page.html")}`}),"technician/today/_page.html":e=>`
${r(e,"components/sync.html","sync_mark")}${r(e,"components/stamp.html","stamp")}${r(e,"components/bill.html","figure")}${r(e,"components/empty.html","empty")}${r(e,"technician/_forms.html","next_step return_step")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
<header class="today">
<h1 class="today__date">${i(a.day(e.today_on))}</h1>
${i(e.stamp([e.viewer?.name],{note:e.viewer?.badge_no,kind:"print"}))}
<p class="today__line"><b>${i(t("%(n)s 单",{n:e.count}))}</b>${e.ready?.is_ready?`${i(e.sync_mark(["verified"],{words:t("已下载可离线 %(time)s",{time:a.time(e.ready?.verified_at)})}))}`:e.sync?.state!="online-only"?`<span class="today__missing">${i(t("还没下载完，先别出门"))}</span>`:""}</p>
</header>
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
${d(e,e.days,"day",n=>`<section${n.day?.key!="today"?' class="section"':""}>
${n.day?.key!="today"?`<div class="section__head"><h2 class="section__title">${i(a.day(n.day?.on))}</h2><span class="section__note">${n.day?.key=="before"?`<b class="warn">${i(t("还没结束"))}</b>`:`${i(t("%(n)s 单",{n:a.length(n.day?.visits)}))}`}</span></div>`:`<h2 class="visually-hidden">${i(t("今天的上门"))}</h2>`}<ol class="ledger">
${d(n,n.day?.visits,"row",s=>`${l(s,"technician/today/_visit.html")}`)}</ol>
</section>
`,n=>`${i(n.empty([t("没有派给您的单")],{text:t("新派的单会自己出现在这里。"),icon_name:"sheet"}))}
`)}<dl class="figures">
${i(e.figure([t("今天工时"),a.duration(e.minutes_today)]))}
${i(e.figure([t("今天应收"),a.money(e.due_today_cents)]))}
</dl>
${a.length(e.recent)?`<section class="section">
<div class="section__head"><h2 class="section__title">${i(t("最近结束的"))}</h2></div>
<ol class="ledger">
${d(e,e.recent,"row",n=>`<li class="ledger__row" data-state="done"><a class="job__link" href="/tech/visits/${i(n.row?.visit_id)}"><span class="ledger__title">${i(n.row?.place)}</span><br><span class="quiet">${i(a.short_day(n.row?.planned_on))}·${i(a.label(n.row?.state,"visit_state"))}</span></a>${i(n.sync_mark([n.row?.sync]))}</li>
`)}</ol>
</section>
`:""}</main>
<footer class="bar">
${e.next?`<p class="bar__hint"><span>${i(e.next?.place)}</span></p>
<div class="bar__row">${i(e.next_step([e.next,e.next?.visit_id]))}</div>`:e.trip_return?`<div class="bar__row">${i(e.return_step([e.trip_return,e.viewer?.person_id]))}</div>`:""}${l(e,"technician/_nav.html")}</footer>
</div>
`,"technician/today/_visit.html":e=>`
${r(e,"components/button.html","link")}${r(e,"components/stamp.html","tag")}${r(e,"components/sync.html","sync_mark")}${r(e,"technician/_words.html","money_words")}<li class="ledger__row job${e.next&&e.next?.visit_id==e.row?.visit_id?" ledger__row--next":""}" id="visit-${i(e.row?.visit_id)}"${e.row?.is_open?"":` data-state="${i(e.row?.state=="cancelled"?"cancelled":"done")}"`}>
<span><span class="ledger__time">${i(a.time(e.row?.window_start_at))}</span><br><span class="job__until">${i(a.time(e.row?.window_end_at))}</span></span>
<a class="job__link" href="/tech/visits/${i(e.row?.visit_id)}">
<p class="ledger__title">${i(e.row?.place)}${e.row?.urgency=="urgent"?` ${i(e.tag([a.label(e.row?.urgency,"urgency")],{kind:"danger"}))}`:""}</p>
<p>${i(e.row?.position)} ${i(e.row?.category_name)}${e.row?.more_count?` ${i(t("等 %(n)s 项",{n:e.row?.more_count+1}))}`:""}·${i(e.money_words([e.row?.money]))}</p>
${e.row?.door_hint?`<p class="warn strong">${i(e.row?.door_hint)}</p>`:e.row?.entry_rule?`<p class="quiet">${i(e.row?.entry_rule)}</p>`:""}${a.length(e.row?.helper_names)?`<p class="strong">${i(t("%(names)s同去",{names:a.join(e.row?.helper_names,t("、"))}))}</p>`:e.row?.needs_two?`<p class="danger strong">${i(t("需双人"))}</p>`:""}<p class="quiet">${i(a.label(e.row?.state,"visit_state"))} ${i(e.sync_mark([e.row?.sync]))}</p>
</a>
${e.row?.is_open&&e.day?.key=="today"?`<div class="job__acts">
${i(e.link([t("打电话"),"tel:"+e.row?.contact_phone],{icon_name:"phone"}))}
${i(e.link([t("导航"),e.row?.map_url],{icon_name:"route"}))}
${i(e.link([t("门岗出示"),"/tech/visits/"+e.row?.visit_id+"/gate"],{icon_name:"gate"}))}
</div>
`:""}</li>
`,"technician/today/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/today/_page.html")}`}),"technician/unfinished/_again.html":e=>`
${r(e,"components/button.html","button")}${r(e,"technician/_forms.html","command_form")}${i(e.command_form([e.sheet?.visit_id,"unfinished","leave_unfinished"],{next:"/tech/visits/"+e.sheet?.visit_id,kind:"section__body section__body--alone stack",caller:p(e,"",{},n=>`<fieldset><legend class="choice__legend">${i(t("为什么没修完"))}</legend>
<div class="choice choice--list">${d(n,n.reasons,"reason",s=>`<label class="choice__item"><input class="choice__input" type="radio" name="reason_code" value="${i(s.reason?.code)}" required><span>${i(s.reason?.text)}<span class="choice__note">${i(s.reason?.next_text)}</span></span></label>`)}</div></fieldset>
<div class="stack pane"><div class="row row--firm row--fill">${d(n,[["width",t("宽 mm")],["height",t("高 mm")],["thickness",t("厚 mm")]],"side",s=>`<div class="field"><label class="field__label" for="pane-${i(s.side?.[0])}">${i(s.side?.[1])}</label><input class="field__input field__input--number" id="pane-${i(s.side?.[0])}" name="${i(s.side?.[0])}_mm" inputmode="numeric" autocomplete="off"></div>`)}</div>
<div class="field"><label class="field__label" for="pane-expected">${i(t("预计到料日"))}</label><input class="field__input" id="pane-expected" type="date" name="expected_on" min="${i(n.today_on)}"></div></div>
<div class="field"><label class="field__label field__label--required" for="explanation">${i(t("说明了什么"))}</label><textarea class="field__input" id="explanation" name="explanation" rows="3" maxlength="500" required></textarea></div>
<div class="quick">${d(n,n.explains,"phrase",s=>`<button class="button" type="button" data-insert="#explanation" value="${i(s.phrase)}">${i(s.phrase)}</button>`)}</div>
<div class="field"><label class="field__label field__label--required" for="explained-to">${i(t("向谁说明"))}</label><input class="field__input" id="explained-to" name="explained_to" value="${i(n.sheet?.contact_name)}" maxlength="60" autocomplete="off" required></div>
<div class="field"><label class="field__label" for="proposed-on">${i(t("建议下次日期（待客服确认）"))}</label><input class="field__input" id="proposed-on" type="date" name="proposed_on" min="${i(n.today_on)}"></div>
<fieldset><legend class="choice__legend">${i(t("上午还是下午"))}</legend><div class="choice choice--3">
<label class="choice__item"><input class="choice__input" type="radio" name="proposed_half" value="" checked><span>${i(t("没定"))}</span></label>
${d(n,["am","pm"],"half",s=>`<label class="choice__item"><input class="choice__input" type="radio" name="proposed_half" value="${i(s.half)}"><span>${i(a.label(s.half,"half"))}</span></label>`)}</div></fieldset>
<p class="done strong">${i(t("今天的工时照算。"))}</p>
${i(n.button([t("保存")],{kind:"primary",busy:t("正在保存"),extra:"button--next button--fill"}))}
`)}))}`,"technician/unfinished/_ending.html":e=>`
${r(e,"components/button.html","button")}${r(e,"technician/_forms.html","command_form")}${i(e.command_form([e.sheet?.visit_id,"ending","end_without_repair"],{next:"/tech/visits/"+e.sheet?.visit_id,kind:"section__body section__body--alone stack",caller:p(e,"",{},n=>`<fieldset><legend class="choice__legend">${i(t("怎样结束"))}</legend>
<div class="choice choice--list">${d(n,n.endings,"kind",s=>`<label class="choice__item"><input class="choice__input" type="radio" name="kind" value="${i(s.kind)}" required><span>${i(a.label(s.kind,"visit_state"))}<span class="choice__note">${s.kind=="no_fault"?`${i(t("检查后没有毛病"))}`:s.kind=="declined"?`${i(t("报价后客户决定不修"))}`:s.kind=="not_ours"?`${i(t("土建、墙体或别家产品，转物业"))}`:`${i(t("到了门口没人，电话不接，等满 20 分钟"))}`}</span></span></label>`)}</div></fieldset>
<div class="field"><label class="field__label field__label--required" for="ending-note">${i(t("说明"))}</label><textarea class="field__input" id="ending-note" name="note" rows="3" maxlength="500" required></textarea></div>
<p class="done strong">${i(t("今天的工时照算。"))}</p>
${i(n.button([t("保存")],{kind:"primary",busy:t("正在保存"),extra:"button--next button--fill"}))}
`)}))}`,"technician/unfinished/_page.html":e=>`
${r(e,"components/nav.html","top tabs")}${r(e,"components/empty.html","empty")}${r(e,"technician/_words.html","to_visit")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
${i(e.top([t("未完成")],{back_href:"/tech/visits/"+e.sheet?.visit_id,back_label:t("回到维修单"),aside:e.place}))}
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
${e.is_active?`${i(e.tabs([[{name:"again",label:t("还要再来"),href:e.page?.path},{name:"ending",label:t("不用再来"),href:e.page?.path+"?tab=ending"}]],{current:e.tab,label:t("怎样结束")}))}
${e.tab=="ending"?`${l(e,"technician/unfinished/_ending.html")}`:`${l(e,"technician/unfinished/_again.html")}`}`:`${i(e.empty([t("这张单已经结束")]))}${i(e.to_visit([e.sheet?.visit_id]))}
`}</main>
</div>
`,"technician/unfinished/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/unfinished/_page.html")}`}),"technician/visits/_contacts.html":e=>`
${r(e,"components/button.html","button")}${r(e,"components/section.html","section_head")}${r(e,"components/sync.html","sync_mark")}${r(e,"technician/_forms.html","command_form")}<section class="section">
${i(e.section_head([t("联系客户")]))}
${a.length(e.sheet?.contacts)?`<ul class="ledger">
${d(e,e.sheet?.contacts,"contact",n=>`<li class="ledger__row"><span><b>${i(a.time(n.contact?.made_at))}</b> ${i(a.label(n.contact?.outcome,"contact_outcome"))}${n.contact?.agreed_at?` <b class="nowrap">${i(a.moment(n.contact?.agreed_at))}</b>`:""}${n.contact?.note?`<span class="ledger__note block">${i(n.contact?.note)}</span>`:""}</span>${i(n.sync_mark([n.contact?.sync],{command_id:n.contact?.contact_id}))}</li>
`)}</ul>
`:""}${e.is_active?`${i(e.command_form([e.sheet?.visit_id,"contacts","contact_customer"],{kind:"acts",caller:p(e,"",{},n=>`${i(n.button([t("已联系，按时")],{name:"outcome",value:"on_time"}))}
${i(n.button([t("未接")],{name:"outcome",value:"no_answer"}))}
${i(n.button([t("号码不对")],{name:"outcome",value:"wrong_number"}))}
${i(n.button([t("客户已自行修好")],{name:"outcome",value:"self_fixed"}))}
`)}))}<details class="section__body">
<summary class="button button--fill">${i(t("改时间"))}</summary>
${i(e.command_form([e.sheet?.visit_id,"contacts","contact_customer"],{kind:"form",caller:p(e,"",{},n=>`<input type="hidden" name="outcome" value="rescheduled">
<div class="field"><label class="field__label field__label--required" for="agreed_at">${i(t("改到"))}</label><input class="field__input" id="agreed_at" type="datetime-local" name="agreed_at" value="${i(a.local_input(n.sheet?.window_start_at))}" required></div>
<div class="field"><label class="field__label" for="contact-note">${i(t("说明"))}</label><input class="field__input" id="contact-note" name="note" maxlength="500" autocomplete="off"></div>
<div class="row">${i(n.button([t("保存")],{kind:"primary",busy:t("正在保存"),extra:"button--fill"}))}</div>
`)}))}</details>
`:""}</section>
`,"technician/visits/_ended.html":e=>`
${r(e,"components/stamp.html","stamp")}${r(e,"components/sync.html","sync_mark")}<section class="section">
<div class="section__head"><h2 class="section__title">${i(t("结束"))}</h2><span class="section__aside">${i(e.stamp([a.label(e.sheet?.state,"visit_state")],{note:e.sheet?.ended?a.short_day(e.sheet?.ended?.ended_at):""}))}</span></div>
<div class="section__body stack stack--tight">
${e.sheet?.sign_off?`<p>${i(a.label(e.sheet?.sign_off?.kind,"sign_off"))} <b>${i(e.sheet?.sign_off?.signer_name)}</b> ${i(a.label(e.sheet?.sign_off?.relation,"relation"))} ${i(a.moment(e.sheet?.sign_off?.signed_at))}</p>${i(e.sync_mark([e.sheet?.sign_off?.sync],{command_id:e.sheet?.sign_off?.sign_off_id}))}
${e.sheet?.sign_off?.content_changed?`<p class="danger strong">${i(t("签后有变更，请告诉客服"))}</p>`:""}`:""}${e.sheet?.unfinished?`<p><b>${i(e.sheet?.unfinished?.reason_code)}</b> ${i(e.sheet?.unfinished?.explanation)}${e.sheet?.unfinished?.proposed_on?` <span class="nowrap">${i(t("建议 %(day)s",{day:a.day(e.sheet?.unfinished?.proposed_on)}))} ${i(a.label(e.sheet?.unfinished?.proposed_half,"half"))}</span>`:""}</p>${i(e.sync_mark([e.sheet?.unfinished?.sync],{command_id:e.sheet?.unfinished?.unfinished_id}))}`:""}${e.sheet?.ended&&e.sheet?.ended?.note?`<p>${i(e.sheet?.ended?.note)}</p>`:""}<p class="quiet">${i(t("今天的工时照算。"))}</p>
</div>
</section>
`,"technician/visits/_facts.html":e=>`
${r(e,"components/facts.html","fact fact_with")}${r(e,"components/button.html","link")}${r(e,"components/stamp.html","stamp tag")}${r(e,"components/sync.html","sync_mark")}${r(e,"technician/_words.html","money_words")}<dl class="facts">
<div class="facts__row">
<dt class="facts__label">${i(t("去哪"))}</dt>
<dd class="facts__value facts__value--lead">${i(e.sheet?.site_name||e.sheet?.address)}${e.sheet?.site_name?`<br>${i(e.sheet?.dwelling_label)}`:""}</dd>
${e.row?.is_open?`<dd class="facts__action row row--firm row--tight">${i(e.link(["",e.row?.map_url],{icon_name:"route",label:t("导航")}))}${i(e.link(["","/tech/visits/"+e.sheet?.visit_id+"/gate"],{icon_name:"gate",label:t("门岗出示")}))}</dd>`:""}</div>
${i(e.fact_with([t("找谁"),e.sheet?.contact_name],{more:t("%(relation)s %(phone)s",{relation:a.label(e.sheet?.contact_relation,"relation"),phone:a.phone(e.sheet?.contact_phone)}),kind:"strong",caller:p(e,"",{},n=>`${i(n.link([t("打电话"),"tel:"+n.sheet?.contact_phone],{icon_name:"phone"}))}`)}))}${d(e,e.sheet?.work_items,"item",n=>`${i(n.fact([n.loop?.first?t("修什么"):"",n.item?.position+"·"+n.item?.category_name],{more:n.item?.description,kind:"strong"}))}
`)}<div class="facts__row">
<dt class="facts__label">${i(t("收钱"))}</dt>
<dd class="facts__value">${i(e.money_words([e.money]))}${e.sheet?.consent?`<span class="facts__more">${i(e.sheet?.consent?.who_name)} ${i(a.label(e.sheet?.consent?.how,"consent_how"))} ${i(e.sync_mark([e.sheet?.consent?.sync],{command_id:e.sheet?.consent?.consent_id}))}</span>`:""}${d(e,e.sheet?.work_items,"item",n=>`${n.item?.warranty_ends_on?`<span class="facts__more">${i(t("%(part)s %(verdict)s，保修至 %(day)s",{part:n.item?.position,verdict:a.label(n.item?.warranty_verdict,"warranty"),day:a.full_day(n.item?.warranty_ends_on)}))}</span>`:""}`)}</dd>
${e.is_active&&e.sheet?.is_charged?`<dd class="facts__action">${i(e.link([t("收费同意"),"/tech/visits/"+e.sheet?.visit_id+"/consent"]))}</dd>`:e.money?.warranty=="in"?`<dd class="facts__action">${i(e.stamp([t("保修期内")],{note:e.money?.kind=="free"?t("免费"):""}))}</dd>`:""}</div>
${e.sheet?.door_hint||e.sheet?.quiet_hours||e.sheet?.entry_rule||e.sheet?.parking||e.sheet?.lift?`<div class="facts__row">
<dt class="facts__label">${i(t("注意"))}</dt>
<dd class="facts__value facts__value--warn">${i(e.sheet?.door_hint)}${e.sheet?.quiet_hours?`<span class="block">${i(t("禁噪 %(hours)s",{hours:e.sheet?.quiet_hours}))}</span>`:""}${e.sheet?.entry_rule?`<span class="facts__more">${i(e.sheet?.entry_rule)}</span>`:""}${e.sheet?.parking?`<span class="facts__more">${i(e.sheet?.parking)}</span>`:""}${e.sheet?.lift?`<span class="facts__more">${i(e.sheet?.lift)}</span>`:""}</dd>
</div>
`:""}${e.row?.needs_two||a.length(e.sheet?.helper_names)?`${i(e.fact([t("同去"),a.length(e.sheet?.helper_names)?a.join(e.sheet?.helper_names,t("、")):t("需双人，还没派第二人")],{kind:"strong"}))}`:""}<div class="facts__row">
<dt class="facts__label">${i(t("时间"))}</dt>
<dd class="facts__value">${i(a.day(e.sheet?.planned_on))} ${i(a.window(e.sheet?.window_start_at,e.sheet?.window_end_at))}${e.sheet?.dispatch_reason?`<span class="facts__more">${i(e.sheet?.dispatch_reason)}</span>`:""}</dd>
</div>
</dl>
`,"technician/visits/_page.html":e=>`
${r(e,"components/nav.html","top")}${r(e,"components/stamp.html","stamp")}${r(e,"technician/_forms.html","next_step return_step opens")}<div id="page" class="phone" ${l(e,"technician/_root.html")}>
<header class="top">
<a class="button button--quiet" href="/tech/" aria-label="${i(t("回到今天"))}">${l(e,"technician/_back.html")}</a>
<h1 class="top__title">${i(t("维修单"))}</h1>
<p class="top__aside serial">${i(e.sheet?.work_order_number)}</p>
</header>
${l(e,"technician/_news.html")}<main id="main" class="phone__body">
${l(e,"technician/visits/_facts.html")}${l(e,"technician/visits/_steps.html")}${d(e,e.sheet?.previous,"repair",n=>`<p class="past">${i(t("上次：%(day)s %(text)s",{day:a.full_day(n.repair?.on),text:n.repair?.text}))}</p>`)}${e.sheet?.state=="accepted"||a.length(e.sheet?.contacts)?`${l(e,"technician/visits/_contacts.html")}`:""}${e.row?.is_open?"":`${l(e,"technician/visits/_ended.html")}`}${l(e,"technician/visits/_results.html")}${l(e,"technician/visits/_records.html")}${l(e,"technician/visits/_remarks.html")}</main>
${e.next||e.trip_return?`<footer class="bar">
${e.sheet?.state=="working"?`<p class="bar__hint"><span>${i(t("已开工"))} <b>${i(a.duration(e.worked_minutes))}</b></span>${e.missing?.count?`<span class="warn strong">${i(t("完工前还差 %(n)s 项",{n:e.missing?.count}))}</span>`:""}</p>
`:e.sheet?.state=="awaiting_sign_off"?`<p class="bar__hint"><span>${i(t("用时"))} <b>${i(a.duration(e.worked_minutes))}</b></span></p>`:""}<div class="bar__row">
${e.sheet?.state=="awaiting_sign_off"?`${l(e,"technician/visits/_resume.html")}`:""}${e.is_active?`${i(e.opens([t("未完成"),"/tech/visits/"+e.sheet?.visit_id+"/unfinished"],{kind:"button--beside"}))}`:""}${e.next?`${i(e.next_step([e.next,e.sheet?.visit_id]))}`:e.trip_return?`${i(e.return_step([e.trip_return,e.viewer?.person_id]))}`:""}</div>
</footer>
`:""}</div>
`,"technician/visits/_records.html":e=>`
${r(e,"components/section.html","section_head")}${r(e,"components/sync.html","sync_mark")}${r(e,"components/button.html","link")}<section class="section">
${i(e.section_head([t("材料")],{note:t("%(n)s 种·%(amount)s",{n:a.length(e.sheet?.material_uses),amount:a.money(e.bill?.due_cents)}),aside:e.link([t("加材料"),"/tech/visits/"+e.sheet?.visit_id+"/materials"],{kind:"quiet",icon_name:"plus"})}))}
<ul class="ledger">
${d(e,e.sheet?.material_uses,"use",n=>`<li class="ledger__row"><span><span class="ledger__title">${i(n.use?.name)}</span><br><span class="quiet">${i(n.use?.spec)}·${i(a.quantity_of(n.use?.quantity_milli,n.use?.unit))}${n.use?.old_part?`·${i(t("旧件%(where)s",{where:a.label(n.use?.old_part,"old_part")}))}`:""}</span></span>${i(n.sync_mark([n.use?.sync],{command_id:n.use?.use_id}))}</li>
`)}</ul>
</section>
<section class="section">
<div class="section__head"><h2 class="section__title">${i(t("照片"))}</h2>
<span class="section__note">${i(t("%(n)s 张",{n:a.length(e.sheet?.photos)}))}${d(e,e.missing?.photos,"kind",n=>` <b class="warn">${i(t("还差%(kind)s",{kind:a.label(n.kind,"photo")}))}</b>`)}</span>
<span class="section__aside">${i(e.link([t("拍照"),"/tech/visits/"+e.sheet?.visit_id+"/photos"],{kind:"quiet",icon_name:"camera"}))}</span></div>
</section>
<section class="section">
<div class="section__head"><h2 class="section__title">${i(t("检查"))}</h2>
<span class="section__note">${i(e.checks_answered)} / ${i(e.checks_total)}${a.length(e.missing?.checks)&&e.is_active?` <b class="warn">${i(t("收尾还差 %(n)s 项",{n:a.length(e.missing?.checks)}))}</b>`:""}</span>
<span class="section__aside">${i(e.link([t("填检查"),"/tech/visits/"+e.sheet?.visit_id+"/checks"],{kind:"quiet",icon_name:"check"}))}</span></div>
</section>
`,"technician/visits/_remarks.html":e=>`
${r(e,"components/button.html","button")}${r(e,"components/section.html","section_head")}${r(e,"components/sync.html","sync_mark")}${r(e,"technician/_forms.html","command_form")}${e.sheet?.state!="planned"||a.length(e.sheet?.remarks)?`<section class="section">
${i(e.section_head([t("备注")]))}
<ul class="ledger">
${d(e,e.sheet?.remarks,"remark",n=>`<li class="ledger__row"><span>${i(n.remark?.text)}<br><span class="quiet">${i(a.time(n.remark?.made_at))} ${i(n.remark?.author_name)}</span></span>${i(n.sync_mark([n.remark?.sync],{command_id:n.remark?.remark_id}))}</li>
`)}</ul>
${e.sheet?.state!="planned"?`<details class="section__body">
<summary class="button button--fill">${i(t("写备注"))}</summary>
${i(e.command_form([e.sheet?.visit_id,"remarks","add_remark"],{kind:"stack",caller:p(e,"",{},n=>`<div class="field"><label class="field__label" for="remark-text">${i(t("备注"))}</label><textarea class="field__input" id="remark-text" name="text" rows="3" maxlength="500" required></textarea></div>
<div class="quick">${d(n,n.phrases,"phrase",s=>`<button class="button" type="button" data-insert="#remark-text" value="${i(s.phrase)}">${i(s.phrase)}</button>`)}</div>
${i(n.button([t("保存")],{kind:"primary",busy:t("正在保存"),extra:"button--fill"}))}
`)}))}</details>
`:""}</section>
`:""}${e.sheet?.state!="planned"||a.length(e.sheet?.expenses)?`<section class="section">
${i(e.section_head([t("我的费用")]))}
<ul class="ledger">
${d(e,e.sheet?.expenses,"expense",n=>`<li class="ledger__row"><span>${i(n.expense?.kind)} <b>${i(a.money(n.expense?.amount_cents))}</b>${n.expense?.note?`<br><span class="quiet">${i(n.expense?.note)}</span>`:""}</span>${i(n.sync_mark([n.expense?.sync],{command_id:n.expense?.expense_id}))}</li>
`)}</ul>
${e.sheet?.state!="planned"?`<details class="section__body">
<summary class="button button--fill">${i(t("记费用"))}</summary>
${i(e.command_form([e.sheet?.visit_id,"expenses","record_expense"],{kind:"stack",caller:p(e,"",{},n=>`<div class="field"><label class="field__label" for="expense-kind">${i(t("种类"))}</label><select class="field__input" id="expense-kind" name="kind" required>${d(n,n.expense_kinds,"kind",s=>`<option value="${i(s.kind)}">${i(s.kind)}</option>`)}</select></div>
<div class="field"><label class="field__label" for="expense-amount">${i(t("金额（元）"))}</label><input class="field__input field__input--number" id="expense-amount" name="amount_cents" inputmode="decimal" autocomplete="off" required></div>
<div class="field"><label class="field__label" for="expense-note">${i(t("说明"))}</label><input class="field__input" id="expense-note" name="note" maxlength="500" autocomplete="off"></div>
${i(n.button([t("保存")],{kind:"primary",busy:t("正在保存"),extra:"button--fill"}))}
`)}))}</details>
`:""}</section>
`:""}`,"technician/visits/_results.html":e=>`
${r(e,"components/button.html","button link")}${r(e,"components/section.html","section_head")}${r(e,"components/stamp.html","tag")}${r(e,"components/sync.html","sync_mark")}${r(e,"technician/_forms.html","command_form")}<section class="section" id="results">
${i(e.section_head([t("逐项结果")]))}
${d(e,e.sheet?.work_items,"item",n=>`<div class="section__body stack stack--tight" id="item-${i(n.item?.item_id)}">
<p class="row row--spread"><span><b>${i(n.item?.position_no)} ${i(n.item?.position)} ${i(n.item?.category_name)}</b>${n.item?.is_extra?` ${i(n.tag([t("追加")]))}`:""}${it(n.item?.warranty_verdict,["disputed","unknown"])?` ${i(n.tag([a.label(n.item?.warranty_verdict,"warranty")]))}`:""}${n.item?.is_rain_sensitive?` ${i(n.tag([t("怕雨")]))}`:""}</span>${i(n.sync_mark([n.item?.sync],{command_id:n.item?.item_id}))}</p>
${n.item?.warranty_text?`<details><summary class="quiet">${i(t("保修依据"))}</summary><p class="quiet">${i(n.item?.warranty_text)}</p></details>`:""}${n.sheet?.state=="working"||n.sheet?.state=="awaiting_sign_off"||n.sheet?.state=="on_site"?`${i(n.command_form([n.sheet?.visit_id,"results","report_result"],{kind:"stack stack--tight",caller:p(n,"",{},s=>`<input type="hidden" name="item_id" value="${i(s.item?.item_id)}">
<fieldset>
<legend class="visually-hidden">${i(t("第 %(n)s 项结果",{n:s.item?.position_no}))}</legend>
<div class="choice">
${d(s,["fixed","partly","not_fixed","no_need"],"result",m=>`<label class="choice__item"><input class="choice__input" type="radio" name="result" value="${i(m.result)}"${m.item?.result==m.result?" checked":""} required><span>${i(a.label(m.result,"result"))}</span></label>
`)}</div>
</fieldset>
${i(s.button([t("保存")],{busy:t("正在保存"),extra:"button--fill"}))}
`)}))}`:n.item?.result?`<p class="strong">${i(a.label(n.item?.result,"result"))}</p>
`:`<p class="quiet">${i(t("开工后填写"))}</p>`}</div>
`)}${e.is_active&&e.sheet?.warranty_offers!==void 0?`<p class="section__body row">${i(e.link([t("顺便看看"),"/tech/visits/"+e.sheet?.visit_id+"/extras"],{icon_name:"plus",extra:"button--fill"}))}${i(e.link([t("对保修有异议"),"/tech/visits/"+e.sheet?.visit_id+"/dispute"],{extra:"button--fill"}))}</p>
`:""}</section>
`,"technician/visits/_resume.html":e=>`
${r(e,"components/button.html","button")}${r(e,"technician/_forms.html","command_form")}${i(e.command_form([e.sheet?.visit_id,"resumption","resume_work"],{caller:p(e,"",{},n=>`${i(n.button([a.label("resume_work","command")],{busy:t("正在保存"),extra:"button--beside"}))}`)}))}`,"technician/visits/_steps.html":e=>`
${r(e,"components/button.html","button")}${r(e,"technician/_forms.html","command_form")}<ol class="steps" aria-label="${i(t("打点"))}">
${d(e,e.steps,"cell",n=>`<li class="steps__cell"${n.cell?.is_current?' aria-current="step"':""}>${i(a.label(n.cell?.kind,"mark"))}${n.cell?.corrected_at?`<span class="steps__time">${i(a.time(n.cell?.corrected_at))}</span>`:n.cell?.at?`<span class="steps__time">${i(a.time(n.cell?.at))}</span>`:'<span aria-hidden="true">—</span>'}</li>
`)}</ol>
${a.length(e.skippable)||a.length(e.sheet?.marks)?`<div class="acts acts--slim">
${d(e,e.skippable,"step",n=>`${i(n.command_form([n.sheet?.visit_id,n.step?.noun,n.step?.command],{caller:p(n,"",{},s=>`${i(s.button([a.label(s.step?.command,"command")]))}`)}))}`)}${a.length(e.sheet?.marks)?`<a class="button button--quiet" href="/tech/visits/${i(e.sheet?.visit_id)}/marks">${i(t("改打点时间"))}</a>`:""}</div>
`:""}`,"technician/visits/show.html":e=>y(e,"layouts/technician.html",{page:n=>`${l(n,"technician/visits/_page.html")}`})});var ot={join:(a,t="")=>a.join(t),length:a=>a?.length??0,trim:a=>a instanceof O?new O(String(a).trim()):a.trim()};var ct={urgency:{urgent:"紧急",normal:"一般",planned:"计划"},department:{service:"客户服务部",engineering:"工程科",production:"生产部",quality:"技术质量部",administration:"行政部"},relation:{owner:"业主",family:"家属",tenant:"租户",property:"物业",keyholder:"钥匙托管人",contractor:"装修公司",firm:"单位经办人"},visit_state:{planned:"待接单",accepted:"已接单",travelling:"路上",on_site:"已到达",working:"施工中",awaiting_sign_off:"待签字",finished:"已签字",unfinished:"未完成",no_fault:"无需维修",declined:"客户不同意收费",not_ours:"非我方原因",no_access:"空跑",cancelled:"已取消"},mark:{contact:"联系",accept:"接单",travel:"出发",arrive:"到达",work:"开工",finish:"完工",return:"返回"},warranty:{in:"保内",out:"保外",disputed:"有争议",unknown:"待查"},charge:{free:"免费",charged:"收费",waived:"免收",pending:"待定"},result:{fixed:"修好了",partly:"部分修好",not_fixed:"没修",no_need:"无需修"},old_part:{customer:"交客户",return:"带回",scrap:"报废"},photo:{before:"修前",during:"修中",after:"修后",tag:"挂牌",receipt:"单据",notice:"告知函",other:"其他"},rating:{satisfied:"满意",fair:"较满意",unsatisfied:"不满意"},sign_off:{signed:"已签字",absent:"客户不在",refused:"客户拒签",send_link:"发链接稍后签"},contact_outcome:{on_time:"已联系，按时",rescheduled:"已联系，改时间",no_answer:"未接",wrong_number:"号码不对，请客服核实",reached:"已接通",declined:"不同意",self_fixed:"客户说已自行修好"},consent_how:{phone:"电话",in_person:"当面签字",written:"书面",own_phone:"自己手机"},consent_who:{payer:"付款人",property:"物业"},half:{am:"上午",pm:"下午"},evidence:{door_photo:"门牌加完工照片",call_log:"通话记录",witness:"见证人"},language:{zh:"中文",en:"English"},technician_page:{today:"今天",visits:"维修单",materials:"材料",photos:"照片",checks:"检查",handover:"请您过目",signature:"客户签字",absence:"不能签字",unfinished:"未完成",marks:"改打点时间",gate:"门岗出示",extras:"顺便看看",consent:"收费同意",dispute:"对保修有异议",outbox:"待传",scan:"扫码",me:"我的",error:"没打开"},command:{record_consent:"收费同意",ask_appraisal:"提请鉴定",accept_visit:"接单",contact_customer:"联系客户",start_travel:"出发",arrive:"到达",start_work:"开工",finish_work:"完工",resume_work:"继续维修",report_result:"结果",use_material:"用料",void_material_use:"用料作废",attach_photo:"照片",void_photo:"照片作废",add_remark:"备注",answer_check:"检查",record_expense:"费用",void_expense:"费用作废",sign_off:"客户签字",record_absence:"不能签字",leave_unfinished:"未完成",end_without_repair:"不用再来",correct_mark:"改打点时间",return_from_trip:"返回",add_extra_item:"追加项",void_extra_item:"追加项作废"}};function fn(a){return a==null?"":se(a)+lt(a)}function W(a){return a==null?"":`${se(a)}¥${ce(lt(a))}`}function bn(a,t){return a==null||t==null||a===t?W(a??t):a%100||t%100?`${W(a)}–${W(t).replace(/^¥/,"")}`:`¥${ce(String(Math.floor(a/100)))}–${ce(String(Math.floor(t/100)))}`}function st(a){if(a==null)return"";let t=Math.floor(Math.abs(a)/1e3),o=Math.abs(a)%1e3,c=String(o).padStart(3,"0").replace(/0+$/,"");return se(a)+(c?`${t}.${c}`:`${t}`)}function gn(a){if(a==null)return"";if(a<1e6)return`${Math.floor((a+999)/1e3)} KB`;let t=Math.floor((a+5e4)/1e5);return`${Math.floor(t/10)}.${t%10} MB`}function yn(a){return a?/^1[0-9]{10}$/.test(a)?`${a.slice(0,3)} ${a.slice(3,7)} ${a.slice(7)}`:a:""}function vn(a){if(!a)return"";let t=a.replace(/[^0-9]/g,"");return t.length>=11?`${t.slice(0,3)}****${t.slice(-4)}`:`****${t.slice(-2)}`}function rt(a){return{yuan:fn,money:W,money_range:bn,quantity:st,size:gn,phone:yn,masked_phone:vn,quantity_of:(t,o="")=>t==null?"":`${st(t)} ${o&&a(o)}`.trimEnd(),duration:t=>t==null?"":wn(a,t)}}function wn(a,t){let o=Math.floor(t/60),c=t%60;return o?c?a("%(hours)s 小时 %(minutes)s 分",{hours:o,minutes:c}):a("%(hours)s 小时",{hours:o}):a("%(minutes)s 分",{minutes:c})}function se(a){return a<0?"-":""}function lt(a){let t=Math.abs(a)%100;return`${Math.floor(Math.abs(a)/100)}.${String(t).padStart(2,"0")}`}function ce(a){return a.replace(/\B(?=(\d{3})+(?!\d))/g,",")}var re={};function dt(a){return a==="zh"||a in re}function mt(a,t){re[a]=t}function z(a,t,o){let c=re[a]?.[t]??t;return o?c.replace(/%\((\w+)\)s|%%/g,(e,n)=>n===void 0?"%":String(o[n]??e)):c}var kn=["周日","周一","周二","周三","周四","周五","周六"],xn=["1月","2月","3月","4月","5月","6月","7月","8月","9月","10月","11月","12月"],On=10;function ut(a,t){let o=ht(t);function c(h){return h?h.length===On?qn(h):o(h):null}let e=h=>h?o(h):null,{monthDay:n,yearDay:s,dayName:m,dayWords:$,hourMinute:g}=En(a),S=h=>T(e(h),g);return{time:S,short_day:h=>T(c(h),n),weekday:h=>T(c(h),m),day:h=>T(c(h),$),full_day:h=>T(c(h),s),moment:h=>T(e(h),v=>`${$(v)} ${I(v.hour)}:${I(v.minute)}`),short_moment:h=>T(e(h),v=>`${n(v)} ${g(v)}`),local_input:h=>T(e(h),v=>`${$t(v)}T${I(v.hour)}:${I(v.minute)}`),wire:h=>h?new Date(h).toISOString().replace(/\.\d{3}Z$/,".000Z"):"",window:(h,v)=>h&&v?`${S(h)}–${S(v)}`:S(h)}}function En(a){let t=s=>a("%(month)s%(day)s日",{month:a(Tn(s)),day:s.day}),o=s=>a("%(year)s年%(day)s",{year:s.year,day:t(s)}),c=s=>a(In(s));return{monthDay:t,yearDay:o,dayName:c,dayWords:s=>a("%(day)s %(weekday)s",{day:t(s),weekday:c(s)}),hourMinute:s=>`${s.hour}:${I(s.minute)}`}}function ht(a){let t=Sn(a);return o=>{let c={};for(let g of t.formatToParts(new Date(o)))c[g.type]=+g.value;let{year:e=0,month:n=0,day:s=0,hour:m=0,minute:$=0}=c;return{year:e,month:n,day:s,hour:m,minute:$}}}var pt=new Map;function Sn(a){let t=pt.get(a);if(t)return t;let o=new Intl.DateTimeFormat("en-US",{timeZone:a,hourCycle:"h23",year:"numeric",month:"numeric",day:"numeric",hour:"numeric",minute:"numeric"});return pt.set(a,o),o}function _t(a,t){return $t(ht(t)(a))}function T(a,t){return a===null?"":t(a)}function qn(a){let[t=0,o=0,c=0]=a.split("-").map(Number);return{year:t,month:o,day:c,hour:0,minute:0}}function Tn({month:a}){return xn[a-1]??""}function In({year:a,month:t,day:o}){return kn[new Date(Date.UTC(a,t-1,o)).getUTCDay()]??""}function $t(a){return`${a.year}-${I(a.month)}-${I(a.day)}`}function I(a){return String(a).padStart(2,"0")}var Cn=[236,17],An=21522,le=15,de=6,Mn=285,ft=[{blocks:1,data:16,check:10,align:0},{blocks:1,data:28,check:16,align:18},{blocks:1,data:44,check:26,align:22},{blocks:2,data:32,check:18,align:26},{blocks:2,data:43,check:24,align:30},{blocks:4,data:27,check:16,align:34}];function gt(a,t){let{size:o,dark:c}=Rn(a),e="";for(let s=0;s<c.length;s+=1)c[s]&&(e+=`M${s%o+4} ${Math.floor(s/o)+4}h1v1h-1z`);let n=o+8;return`<svg class="gate__qr" viewBox="0 0 ${n} ${n}" role="img" aria-label="${t}"><path fill="#fff" d="M0 0h${n}v${n}H0z"/><path d="${e}"/></svg>`}function Rn(a){let t=new TextEncoder().encode(a),o=ft.findIndex(({blocks:n,data:s})=>t.length+2<=n*s),c=ft[o];if(!c)throw new RangeError("Too long for a QR code of version 6");let e=Ln(17+4*(o+1));return Nn(e,c.align),Hn(e,jn(t,c)),e}function Ln(a){return{size:a,dark:new Uint8Array(a*a),fixed:new Uint8Array(a*a)}}function A(a,t,o,c){t<0||o<0||t>=a.size||o>=a.size||(a.dark[o*a.size+t]=Number(c),a.fixed[o*a.size+t]=1)}function Nn(a,t){let{size:o}=a;for(let c=0;c<o;c+=1)A(a,c,de,c%2===0),A(a,de,c,c%2===0);G(a,3,3,4),G(a,o-4,3,4),G(a,3,o-4,4),t&&G(a,t,t,2),Pn(a)}function G(a,t,o,c){for(let e=-c;e<=c;e+=1)for(let n=-c;n<=c;n+=1){let s=Math.max(Math.abs(n),Math.abs(e));A(a,t+n,o+e,c===4?s!==2&&s!==4:s!==1)}}function Pn(a){let{size:t}=a;for(let o=0;o<le;o+=1){let c=An>>o&1,e=o<6?o:o<8?o+1:t-le+o,n=o<8?t-1-o:o<9?7:le-1-o;A(a,8,e,c),A(a,n,8,c)}A(a,8,t-8,1)}function jn(a,{blocks:t,data:o,check:c}){let e=Fn(a,t*o),n=Array.from({length:t},(m,$)=>e.slice($*o,($+1)*o)),s=n.map(m=>Un(m,c));return[...bt(n,o),...bt(s,c)]}function Fn(a,t){let o=[4,a.length>>4,a.length&15];for(let e of a)o.push(e>>4,e&15);o.push(0);let c=[];for(let e=0;e<o.length;e+=2)c.push((o[e]??0)<<4|(o[e+1]??0));for(let e=0;c.length<t;e+=1)c.push(Cn[e%2]??0);return c}function bt(a,t){let o=[];for(let c=0;c<t;c+=1)for(let e of a)o.push(e[c]??0);return o}function Un(a,t){let o=Dn(t),c=new Array(t).fill(0);for(let e of a){let n=e^(c.shift()??0);c.push(0),o.forEach((s,m)=>{c[m]=(c[m]??0)^me(s,n)})}return c}function Dn(a){let t=[...new Array(a-1).fill(0),1],o=1;for(let c=0;c<a;c+=1){for(let e=0;e<a;e+=1)t[e]=me(t[e],o)^(t[e+1]??0);o=me(o,2)}return t}function me(a,t){let o=0;for(let c=7;c>=0;c-=1)o=o<<1^(o>>7)*Mn,o^=(t>>c&1)*a;return o}function Hn(a,t){let{size:o}=a,c=0;for(let e=o-1;e>0;e-=2){e===de&&(e-=1);let n=(e+1&2)===0;for(let s=0;s<o;s+=1){let m=n?o-1-s:s;for(let $ of[e,e-1]){if(a.fixed[m*o+$])continue;let g=(t[c>>3]??0)>>7-(c&7)&1;a.dark[m*o+$]=g^+(($+m)%2===0),c+=1}}}}function yt(a,t){let o=(c,e)=>z(a,c,e);return{...rt(o),...ut(o,t),label:(c,e)=>c?o(Bn(c,e)):"",problem:(c,e)=>Wn(o(Ue[c??""]??De),e??{}),qr_picture:(c,e)=>new O(gt(c,H(e)))}}function Bn(a,t){let o=ct[t]?.[a];if(o===void 0)throw new Error(`No label for ${t} ${a}`);return o}function Wn(a,t){return a.replace(/%\((\w+)\)s/g,(o,c)=>String(t[c]??"…"))}var zn="Asia/Shanghai",vt=new Map;function wt(a,t,o){let c=t.company?.timezone??zn;return tt(Gn(o,c),a,t)}function pe(a){let t=Ye[a];if(t===void 0)throw new Error(`No built file ${a}`);return Ze+t}function Gn(a,t){let o=`${a} ${t}`,c=vt.get(o);if(c)return c;let e=at({...ot,...yt(a,t)},(n,s)=>z(a,n,s),pe,()=>"");return vt.set(o,e),e}async function kt(a,t){if(dt(a))return;let o=pe(`words_${a}.json`),c=await D(t,o).catch(()=>null);c?.ok&&mt(a,await c.json())}var M=class extends Error{constructor(t){super(t),this.code=t}};function u(a,{name:t,nav:o="",sheet:c=null}){return{viewer:Kn(a.person),company:Vn(a.company),today_on:_t(a.nowAt,a.company.timezone),now_at:a.nowAt,page:{name:t,nav:o,path:a.url.pathname,visit_id:c?c.visit_id:null,change_no:c?c.change_no:0,number:c?c.work_order_number:""},sync:Xn(a.sync),problem:null}}function b(a){let t=a.url.pathname.split("/")[3],o=a.sheets.find(c=>c.visit_id===t);if(!o)throw new M("sheet.unknown");return o}function w(a,t){return(a.url.searchParams.get(t)??"").trim()}function Kn(a){return{person_id:a.id,name:a.name,badge_no:a.badge_no,department:a.department,language:a.language}}function Vn(a){return{name:a.name,short_name:a.short_name,hotline:a.hotline,timezone:a.timezone}}function Xn(a){return{state:a.state,pending:a.pending,photos:a.photos,bytes:a.bytes,attention:a.attention,last_sent_at:a.last_sent_at??null}}var Zn=["planned","accepted","travelling","on_site","working","awaiting_sign_off"],Yn=["work_items","material_uses","photos","remarks","checks","expenses","marks","contacts"],Jn="https://uri.amap.com/search?keyword=",Qn=["attention","phone","uploaded","verified"];function k(a){return Zn.includes(a.state)}function _(a){return a.site_name?`${a.site_name} ${a.dwelling_label}`.trim():a.address}function ue(a){let t=a.work_items.find(o=>o.charge_verdict==="charged")??a.work_items[0];return{kind:ei(a),warranty:t?.warranty_verdict??"unknown",low_cents:a.estimate_low_cents,high_cents:a.consent?a.consent.agreed_cents:a.estimate_high_cents}}function ei({work_items:a,is_charged:t,consent:o}){let c=(e,n)=>a.some(s=>s[e]===n);return c("warranty_verdict","disputed")?"disputed":t?o?"agreed":"estimate":c("charge_verdict","pending")?"unknown":"free"}function ti(a){let t=Yn.flatMap(o=>a[o].map(c=>c.sync));for(let o of["consent","sign_off","unfinished","ended"])a[o]&&t.push(a[o].sync);return Qn.find(o=>t.includes(o))??""}function C(a){let[t]=a.work_items;return{visit_id:a.visit_id,trip_id:a.trip_id,state:a.state,is_open:k(a),work_order_number:a.work_order_number,urgency:a.urgency,planned_on:a.planned_on,window_start_at:a.window_start_at,window_end_at:a.window_end_at,place:_(a),address:a.address,map_url:ni(a),contact_phone:a.contact_phone,position:t?t.position:"",category_name:t?t.category_name:"",more_count:Math.max(a.work_items.length-1,0),money:ue(a),door_hint:a.door_hint,entry_rule:a.entry_rule,needs_two:a.work_items.some(o=>o.needs_two),helper_names:a.helper_names,sync:ti(a)}}function ni(a){return Jn+encodeURIComponent(a.address||_(a))}function R(a){let t=o=>`${o.planned_on} ${o.window_start_at??""} ${o.work_order_number}`;return[...a].sort((o,c)=>t(o)<t(c)?-1:+(t(o)>t(c)))}function E(a){let t=a.consent?a.consent.agreed_cents:null,o=a.consent_limit_cents,c=t===null?0:Math.max(a.due_cents-t,0);return{amount_cents:a.amount_cents,due_cents:a.due_cents,agreed_cents:t,over_percent_milli:t?ii(c,t):0,is_over:o!==null&&a.due_cents>o,needs_consent:K(a)}}function he(a){return a.work_items.filter(t=>t.charge_verdict==="charged"&&t.is_covered===!1)}function K(a){if(!a.is_charged)return"";let t=he(a);return a.consent===null||t.some(o=>!o.is_extra)?"missing":a.due_cents>a.consent_limit_cents?"over":t.length>0?"extra":""}function ii(a,t){return Math.floor((Math.floor(a*2e3/t)+1)/2)*100}var xt=["owner","family","tenant","property","keyholder"];async function Ot(a){let t=b(a),o=P(t);return{...u(a,{name:"signature",sheet:t}),sheet:t,place:_(t),stage:_e(t),bill:E(t),relations:xt,relation:ai(t),opinions:a.catalogue?.phrases.opinion??[],document_text:o,document_sha256:await N(o)}}function _e(a){return a.state==="awaiting_sign_off"?"open":a.sign_off?"thanks":"closed"}function ai(a){return xt.includes(a.contact_relation)?a.contact_relation:""}async function Et(a){let t=b(a),o=P(t);return{...u(a,{name:"absence",sheet:t}),sheet:t,place:_(t),stage:_e(t),kinds:["absent","refused","send_link"],evidence_kinds:["door_photo","call_log","witness"],document_text:o,document_sha256:await N(o)}}function St(a){let t=b(a);return{...u(a,{name:"checks",sheet:t}),sheet:t,place:_(t),lists:$e(t,a.catalogue)}}function $e(a,t){let o=new Map(a.work_items.map(e=>[e.category_code,e.category_name]));return["safety",...o.keys(),"cleanup"].map(e=>oi(e,o.get(e)??"",a,t)).filter(e=>e.total>0)}function oi(a,t,o,c){let n=(c?.checklists??[]).filter(s=>s.list_code===a).map(s=>ci(s,o));return{code:a,title:t,items:n,total:n.length,answered:n.filter(s=>s.answer!=="").length}}function ci(a,t){let o=t.checks.find(c=>c.code===a.code);return{code:a.code,text:a.text,kind:a.kind,choices:a.choices,is_required:a.is_required,answer:o?o.answer:"",note:o?o.note:"",check_id:o?o.check_id:"",made_at:o?o.made_at:null,sync:o?o.sync:""}}function qt(a){let t=b(a),o=E(t),c=he(t),e=c.filter($=>$.is_extra),n=o.agreed_cents??t.estimate_high_cents,m=(o.agreed_cents===null?e.filter($=>!$.is_confirmed):c).reduce(($,g)=>$+g.estimate_high_cents,n);return{...u(a,{name:"consent",sheet:t}),sheet:t,place:_(t),is_open:k(t),bill:o,extras:e,suggested_cents:Math.max(m,t.due_cents),payer_name:si(t)}}function si(a){let t=a.parties.find(o=>o.role==="payer");return t?t.name:a.contact_name}function Tt(a){let t=b(a),o=c=>c.warranty_verdict==="disputed";return{...u(a,{name:"dispute",sheet:t}),sheet:t,place:_(t),is_open:k(t),judged:t.work_items.filter(c=>!o(c)),disputed:t.work_items.filter(o)}}var ri={warranty_verdict:"unknown",warranty_text:"",charge_verdict:"pending"};function It(a){let t=b(a),o=a.catalogue?.categories??[],c=w(a,"position"),e=w(a,"category"),n=o.find(s=>s.code===e);return{...u(a,{name:"extras",sheet:t}),sheet:t,place:_(t),is_open:k(t),categories:o,positions:li(t),position:c,category_code:e,told:c&&n?di(t,c,n):null,extras:t.work_items.filter(s=>s.is_extra)}}function li(a){let t=(a.warranty_offers??[]).flatMap(c=>c.positions),o=a.work_items.map(c=>c.position);return[...new Set([...o,...t])]}function di(a,t,o){let c=Pe(a,t,o.code)??ri,e=c.charge_verdict==="charged";return{category_name:o.name,warranty_verdict:c.warranty_verdict,warranty_text:c.warranty_text,charge_verdict:c.charge_verdict,low_cents:e?o.low_cents:0,high_cents:e?o.high_cents:0}}function Ct(a){let t=b(a);return{...u(a,{name:"gate",sheet:t}),sheet:t,place:_(t),code_url:`${a.url.origin}/q/${t.qr_code}`}}function At(a){let t=b(a);return{...u(a,{name:"handover",sheet:t}),sheet:t,place:_(t),is_open:t.state==="awaiting_sign_off",bill:E(t),pairs:mi(t.photos),given_back:t.material_uses.filter(o=>o.old_part==="customer")}}function mi(a){let t=a.filter(e=>e.kind==="before"),o=a.filter(e=>e.kind==="after"),c=Math.max(t.length,o.length);return Array.from({length:c},(e,n)=>({before:t[n]??null,after:o[n]??null}))}var pi=6e4,ui=[5,10,15,30];function Mt(a){let t=b(a);return{...u(a,{name:"marks",sheet:t}),sheet:t,place:_(t),marks:[...t.marks].reverse().map(hi)}}function hi(a){let t=Date.parse(a.made_at);return{mark_id:a.mark_id,kind:a.kind,made_at:a.made_at,corrected_at:a.corrected_at,sync:a.sync,earlier:ui.map(o=>({minutes:o,at:new Date(t-o*pi).toISOString()}))}}function Lt(a,t){let o=Rt(t);return Rt(a).split(/\s+/).every(c=>o.includes(c))}function Rt(a){return a.normalize("NFKC").toLowerCase().trim()}var _i=100,Nt=1e3,$i="new";function Pt(a){let t=b(a),o=w(a,"q"),c=fi(o,w(a,"tab")),e=a.catalogue?.materials??[],n=bi(t,a.catalogue);return{...u(a,{name:"materials",sheet:t}),sheet:t,place:_(t),query:o,tab:c,total:e.length,materials:e.filter(gi(c,o,n)).slice(0,_i).map(jt),pick:yi(w(a,"pick"),e),bill:E(t)}}function fi(a,t){return a?"found":t==="all"?"all":"order"}function bi(a,t){let o=a.work_items.map(e=>e.category_code);return(t?.category_materials??[]).filter(e=>o.includes(e.category_code)).flatMap(e=>e.material_codes)}function gi(a,t,o){return c=>{if(a==="all")return!0;if(a==="order")return o.includes(c.code);let{code:e,name:n,spec:s,initials:m}=c;return Lt(t,[e,n,s,m].join(" "))}}function jt(a){return{material_id:a.material_id,code:a.code,name:a.name,spec:a.spec,unit:a.unit,unit_price_cents:a.unit_price_cents,van_milli:a.van_milli,store_milli:a.store_milli}}function yi(a,t){if(a===$i)return{is_new:!0,step_milli:Nt,units:Object.keys(ie)};let o=t.find(c=>c.material_id===a);return o?{is_new:!1,step_milli:vi(o.unit),...jt(o)}:null}function vi(a){return ie[a]??Nt}function fe(a){return{...u(a,{name:"me",nav:"me"}),languages:["zh","en"]}}function be(a){let t=R(a.sheets),o=t.map(c=>wi(c,a.entries));return{...u(a,{name:"outbox",nav:"outbox"}),parked:a.entries.filter(Ft).map(c=>ki(c,t)),groups:o.filter(c=>c.rows.length>0),others:Ut(a.entries.filter(c=>!c.command.stream.startsWith("visit:")))}}function Ft(a){return a.status==="attention"}function wi(a,t){let o=`visit:${a.visit_id}`;return{visit_id:a.visit_id,place:_(a),number:a.work_order_number,rows:Ut(t.filter(c=>c.command.stream===o))}}function Ut(a){return a.filter(t=>!Ft(t)).map(({command:t,status:o})=>({command_id:t.command_id,name:t.name,words:Dt(t.payload),made_at:t.made_at,sync:o})).reverse()}function Dt(a){return String(a.text??a.name??a.caption??a.note??"")}function ki({command:a,receipt:t},o){let c=o.find(e=>a.stream===`visit:${e.visit_id}`);return{command_id:a.command_id,name:a.name,words:Dt(a.payload),made_at:a.made_at,code:t?.code??"",details:t?.details??{},visit_id:c?c.visit_id:"",place:c?_(c):""}}var xi=6e4,Ht=["cleanup.swept","cleanup.usable"],Bt=["contact","travel","arrive","work","finish"],Wt={planned:{command:"accept_visit",noun:"acceptance"},accepted:{command:"start_travel",noun:"departure"},travelling:{command:"arrive",noun:"arrival"},on_site:{command:"start_work",noun:"start"},working:{command:"finish_work",noun:"completion"}},Oi={travelling:"travel",on_site:"arrive",working:"work",awaiting_sign_off:"finish"},Ei={accepted:["travelling","on_site"],travelling:["on_site"]},Si=["on_site","working","awaiting_sign_off"];function V(a){if(Si.includes(a.state)&&K(a))return{kind:"consent",command:"",noun:"consent"};let t=Wt[a.state];return t?{kind:"command",...t}:a.state==="awaiting_sign_off"?{kind:"sign",command:"",noun:"handover"}:null}function zt(a){let t=(Ei[a.state]??[]).map(o=>Wt[o]);return K(a)?t.filter(o=>o.command!=="start_work"):t}function X({sheets:a,entries:t},o){let c=a.filter(m=>m.trip_id===o),e=c.some(m=>ge(m,"return")!==null)||t.some(({command:m})=>qi(m,o)),n=c.some(m=>Bt.some($=>$!=="contact"&&ge(m,$)));if(!c.length||e||!n||c.some(k))return null;let s=c.map(m=>m.visit_id).sort();return{trip_id:o,visit_ids:JSON.stringify(s)}}function qi(a,t){return a.name==="return_from_trip"&&a.payload.trip_id===t}function Gt(a){let t=Oi[a.state]??"";return Bt.map(o=>{let c=ge(a,o);return{kind:o,at:c?c.made_at:null,corrected_at:c?c.corrected_at:null,is_current:o===t}})}function ge(a,t){return a.marks.filter(o=>o.kind===t).at(-1)??null}function Z(a,t){let o=0,c=null;for(let e of a.marks){let n=Date.parse(e.corrected_at??e.made_at);e.kind==="work"&&(c??=n),e.kind==="finish"&&c!==null&&(o+=Math.max(n-c,0),c=null)}return c!==null&&a.state==="working"&&(o+=Math.max(Date.parse(t)-c,0)),Math.floor(o/xi)}function Y(a){let t=a.checks.map(e=>e.code),o=a.photos.map(e=>e.kind),c=a.work_items.filter(e=>e.result===null);return{results:c.length,checks:Ht.filter(e=>!t.includes(e)),photos:["before","after"].filter(e=>!o.includes(e)),count:c.length+Ht.filter(e=>!t.includes(e)).length}}var ye=["before","during","after","tag","receipt"];function Kt(a){let t=b(a),o=Y(t).photos,c=w(a,"kind");return{...u(a,{name:"photos",sheet:t}),sheet:t,place:_(t),missing:o,kinds:ye,kind:ye.includes(c)?c:o[0]??"during",slots:Ti(t,o)}}function Ti(a,t){return ye.map(o=>({kind:o,is_missing:t.includes(o),photos:a.photos.filter(c=>c.kind===o)}))}var Ii=3;function ve(a){let t=w(a,"code");return{...u(a,{name:"scan",nav:"scan"}),code:t,found:R(a.sheets).filter(o=>Ci(o,t)).map(C)}}function Ci(a,t){let o=t.toLowerCase().split("/").at(-1)??"";return o.length<Ii?!1:a.qr_code===o||a.work_order_number.toLowerCase().endsWith(o)}var Ai=20;function we(a){let t=u(a,{name:"today",nav:"today"}),o=R(a.sheets),c=o.filter(s=>s.planned_on===t.today_on),e=o.filter(s=>Mi(s,t.today_on)),n=Li(c.filter(k));return{...t,days:Ri(e,t.today_on),recent:o.filter(s=>!e.includes(s)).reverse().slice(0,Ai).map(C),count:c.filter(s=>s.state!=="cancelled").length,next:n,trip_return:n?null:Ni(a,c),ready:{is_ready:!!a.readiness?.is_ready,count:a.readiness?.count??0,verified_at:a.readiness?.verified_at??null},minutes_today:c.reduce((s,m)=>s+Z(m,a.nowAt),0),due_today_cents:c.reduce((s,m)=>s+m.due_cents,0)}}function Mi(a,t){return a.planned_on===t||k(a)}function Ri(a,t){return[...new Set(a.map(e=>e.planned_on))].sort((e,n)=>+(n===t)-+(e===t)).map(e=>({on:e,key:e<t?"before":e===t?"today":"later",visits:a.filter(n=>n.planned_on===e).map(C)}))}function Li(a){let[t]=[...a.filter(c=>c.state!=="planned"),...a],o=t&&V(t);return o?{...o,visit_id:t.visit_id,place:_(t)}:null}function Ni(a,t){return[...new Set(t.map(c=>c.trip_id))].map(c=>X(a,c)).find(c=>c!==null)??null}var Pi=["accepted","travelling","on_site","working","awaiting_sign_off"];function Vt(a){let t=b(a);return{...u(a,{name:"unfinished",sheet:t}),sheet:t,place:_(t),is_active:Pi.includes(t.state),tab:w(a,"tab")==="ending"?"ending":"again",reasons:a.catalogue?.unfinished_reasons??[],explains:a.catalogue?.phrases.explain??[],endings:["no_fault","declined","not_ours","no_access"]}}var ji=["accepted","travelling","on_site","working","awaiting_sign_off"];function ke(a){let t=b(a),o=$e(t,a.catalogue);return{...u(a,{name:"visits",sheet:t}),sheet:t,row:C(t),place:_(t),money:ue(t),bill:E(t),is_active:ji.includes(t.state),next:V(t),skippable:zt(t),trip_return:X(a,t.trip_id),missing:Y(t),steps:Gt(t),worked_minutes:Z(t,a.nowAt),checks_answered:o.reduce((c,e)=>c+e.answered,0),checks_total:o.reduce((c,e)=>c+e.total,0),phrases:a.catalogue?.phrases.remark??[],expense_kinds:a.catalogue?.expense_kinds??[]}}var Fi=/^\/tech\/visits\/[0-9a-f-]{36}(?:\/([a-z]+))?$/,Ui={"/tech/":we,"/tech/outbox":be,"/tech/scan":ve,"/tech/me":fe},Zt={absence:Et,checks:St,consent:qt,dispute:Tt,extras:It,gate:Ct,handover:At,marks:Mt,materials:Pt,photos:Kt,signature:Ot,unfinished:Vt},Sc={today:we,outbox:be,scan:ve,me:fe,visits:ke,...Zt};function Yt(a){let t=Ui[a];if(t)return Xt(a==="/tech/"?"today":a.slice(6),t);let o=Fi.exec(a);if(!o)return null;let c=o[1]??"visits",e=c==="visits"?ke:Zt[c];return!e||o[1]&&c==="visits"?null:Xt(c,e)}function Jt(a,{code:t,details:o={}}){return{...u(a,{name:"error"}),error:{code:t,details:o}}}function Xt(a,t){let o=`technician/${a}`;return{name:a,template:`${o}/show.html`,partial:`${o}/_page.html`,build:t}}var xe={"Content-Security-Policy":"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'","X-Content-Type-Options":"nosniff","Referrer-Policy":"same-origin","Permissions-Policy":"camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()","Cross-Origin-Opener-Policy":"same-origin","Cross-Origin-Resource-Policy":"same-origin","X-Frame-Options":"DENY"};var Qt={...xe,"Content-Type":"text/html; charset=utf-8","Cache-Control":"no-store",Vary:"HX-Request"};function Oe(a,t,o,c=200){let e=wt(a,t,o.person.language);return new Response(e,{status:c,headers:Qt})}function Ee(a){let t=new ReadableStream({async start(o){let c=await a;o.enqueue(new Uint8Array(await c.arrayBuffer())),o.close()}});return new Response(t,{headers:Qt})}function en(a,t){let o=/^image\/(jpeg|png|webp|heic|heif)$/.test(t)?t:"application/octet-stream";return new Response(a,{headers:{...xe,"Content-Type":o,"Cache-Control":"no-store"}})}var Di=/^\/tech\/visits\/([0-9a-f-]{36})/;function Se({pathname:a}){return Di.exec(a)?.[1]}async function tn(a,t,o,c){let{person_id:e,person:n}=a,s=Se(t),m=Me(e,c,o),$=s?[s]:(await m).sheets.map(ee=>ee.visit_id),[g,S]=await Promise.all([m,Le(e,Hi(e,$),o)]),{entries:h,photos:v,verifiedPhotos:pn}=S,un={author:n?.name,verifiedPhotos:pn},hn=ze({...S,ready:g.ready});return{...an(a,t,o,hn),sheets:g.sheets.map(ee=>Fe(je(ee,h,un))),entries:h,photos:v,catalogue:g.catalogue}}function Hi(a,t){return[`person:${a}`,...t.map(o=>`visit:${o}`)]}async function nn(a,t,o){let c={sheets:[],entries:[],photos:[],catalogue:null},e=await We(a.person_id,{},o);return{...c,...an(a,t,o,e)}}function an(a,t,o,c){return{person:a.person,company:a.company,sync:c,readiness:c.ready,url:t,nowAt:new Date(o.now()+a.clock_offset_ms).toISOString()}}async function on(a,t,o){let{environment:c,fetch:e}=o,n=await q(c);if(!n||L(n,c.now())!=="yes")return e(t);let s=await Ae(n.person_id,a,c);return s?Response.redirect(new URL(`/tech/visits/${s.visit_id}`,t.url).href,302):e(t)}async function cn(a,t,{environment:o,fetch:c}){let e=await q(o);if(!e||L(e,o.now())!=="yes")return c(t);let n=await Be(e.person_id,a,o),s=n&&await He(e.person_id,a,o);return n&&s?en(s,n.mime):c(t)}var sn="/static/dist/";var Bi=/^\/q\/([0-9a-z]{13})$/i,Wi=/^\/tech\/photos\/([0-9a-f]{64})(?:\/thumbnail)?$/;function qe({method:a,url:t},o){let c=new URL(t);if(a!=="GET"||c.origin!==o)return null;let{pathname:e}=c,n=Yt(e);if(n)return{kind:"page",page:n};if(e==="/login")return{kind:"login"};if(e.startsWith(sn))return{kind:"static"};let s=Wi.exec(e);if(s)return{kind:"photo",sha256:s[1]};let m=Bi.exec(e);return m&&{kind:"code",code:m[1].toLowerCase()}}var zi='<!doctype html><meta http-equiv="refresh" content="0">',Gi="technician/error.html",Ki=5e3;async function ln(a,t,o){try{return await Vi(a,t,o)}catch(c){return te(`no answer of our own to ${t.url}`,c),J(t,o)}}function Vi(a,t,o){switch(a.kind){case"page":return Xi(a.page,t,o);case"code":return on(a.code,t,o);case"photo":return cn(a.sha256,t,o);case"login":return ta(t,o);case"static":return na(t,o)}}async function Xi(a,t,o){let c=Se(new URL(t.url)),e=Yi(a,c,t,o);if(Ie(t))return(await e).make();let{visits:n}=o;if(n&&(!c||n.has(c)))return Ee(rn(Zi(e,o),t,o));let{isHere:s,make:m}=await e;return s?Ee(rn(m(),t,o)):m()}async function Zi(a,t){let{isHere:o,make:c}=await a;return o?c():(t.visits=null,new Response(zi))}function rn(a,t,o){return a.catch(()=>J(t.url,o))}async function Yi(a,t,o,c){let{environment:e}=c,n=await q(e),s=L(n,e.now());if(!n||s!=="yes"){let g=n&&s==="lease_over";return{isHere:!1,make:()=>g?ea(n,o,c):J(o,c)}}let m=Ji(a,n,o,c);return m.catch(()=>{}),{isHere:!Ie(o)&&await Re(n.person_id,t,e),make:()=>m}}async function Ji(a,t,o,c){let{environment:e}=c,n=a.name==="materials",s=new URL(o.url),m=await tn(t,s,e,{withMaterials:n});if(!m.readiness.is_primed)return J(o,c);await kt(m.person.language,c);try{let $=Oe(Ie(o)?a.partial:a.template,await a.build(m),m);return c.visits=new Set(m.sheets.map(g=>g.visit_id)),$}catch($){return Qi($,o,m,c)}}function Ie({headers:a}){return a.get("HX-Request")==="true"}async function Qi(a,t,o,c){return a instanceof M?await c.fetch(t).catch(()=>null)??Te(o,a.code,404):(te(`page ${o.url.pathname} failed`,a),Te(o,"page.failed",500))}function Te(a,t,o){return Oe(Gi,Jt(a,{code:t}),a,o)}async function ea(a,t,{environment:o}){let c=await nn(a,new URL(t.url),o);return Te(c,"lease.over",403)}async function ta(a,{environment:t,caches:o,fetch:c}){let e=t.wait(Ki).then(()=>null);return await Promise.race([c(a).catch(()=>null),e])??await U(o,ae)??Response.error()}async function na(a,{caches:t,fetch:o}){let{pathname:c}=new URL(a.url);return D({caches:t,fetch:o},c)}async function J(a,{fetch:t,caches:o}){return await t(a).catch(()=>null)??await U(o,ae)??Response.error()}async function dn(a){let t=await q(a.environment);if(!t||t.stopped)return;let o=Ge({...a,personId:t.person_id});await o.trigger("sync"),o.stop();let{pending:c,blobs:e}=await Ne(t.person_id,a.environment);if(c+e>0)throw new Error(`${c} commands and ${e} photos still wait`)}async function mn(a,t,o=globalThis.navigator?.locks){let c=await q(a);if(!c||!o)return t();await o.request(`outbox:${c.person_id}`,t)}var x=self,Q={environment:Ce(),caches:x.caches,fetch:(...a)=>x.fetch(...a)};x.addEventListener("install",a=>{a.waitUntil(Ve(Q))});x.addEventListener("activate",a=>{a.waitUntil(Xe(x.caches).then(()=>x.clients.claim()))});x.addEventListener("fetch",a=>{let t=qe(a.request,x.location.origin);t&&a.respondWith(ln(t,a.request,Q))});x.addEventListener("message",a=>{a.data?.type==="take-over"&&a.waitUntil(mn(Q.environment,()=>x.skipWaiting()))});x.addEventListener("sync",a=>{a.tag==="outbox"&&a.waitUntil(dn({...Q,build:j}))});
