"""Wording of codes: one table per kind of code, shared with the worker.

The codes themselves are the domain's; one without a word is an error where it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from fieldapp.templating.wording import filled, translate
from fieldapp.templating.wording import mark as _

LABELS: dict[str, dict[str, str]] = {
    "channel": {
        "phone": _("电话"), "fax": _("传真"), "slip": _("纸单"), "desk": _("上门登记"),
        "inspection": _("联合检查"), "qr": _("扫码"),
    },
    "urgency": {"urgent": _("紧急"), "normal": _("一般"), "planned": _("计划")},
    "kind": {
        "repair": _("维修"), "install": _("安装"), "adjust": _("调试"), "maintain": _("保养"),
        "measure": _("测量"), "consult": _("咨询"),
    },
    "department": {
        "service": _("客户服务部"), "engineering": _("工程科"), "production": _("生产部"),
        "quality": _("技术质量部"), "administration": _("行政部"),
    },
    "relation": {
        "owner": _("业主"), "family": _("家属"), "tenant": _("租户"), "property": _("物业"),
        "keyholder": _("钥匙托管人"), "contractor": _("装修公司"), "firm": _("单位经办人"),
    },
    "request_state": {
        "open": _("待回复"), "confirmed": _("已回复"), "ordered": _("已开单"),
        "answered_by_phone": _("电话指导已解决"), "passed_on": _("转物业"),
        "merged": _("已并入"), "withdrawn": _("客户撤回"),
    },
    "work_order_state": {
        "draft": _("草稿"), "awaiting_appraisal": _("待鉴定"), "awaiting_consent": _("待同意"),
        "ready": _("待派工"), "awaiting_parts": _("待料"), "dispatched": _("已派工"),
        "in_progress": _("维修中"), "done": _("已完成"), "closed": _("已关闭"),
        "cancelled": _("已取消"),
    },
    "visit_state": {
        "planned": _("待接单"), "accepted": _("已接单"), "travelling": _("路上"),
        "on_site": _("已到达"), "working": _("施工中"), "awaiting_sign_off": _("待签字"),
        "finished": _("已签字"), "unfinished": _("未完成"), "no_fault": _("无需维修"),
        "declined": _("客户不同意收费"), "not_ours": _("非我方原因"), "no_access": _("空跑"),
        "cancelled": _("已取消"),
    },
    "mark": {
        "contact": _("联系"), "accept": _("接单"), "travel": _("出发"), "arrive": _("到达"),
        "work": _("开工"), "finish": _("完工"), "return": _("返回"),
    },
    "warranty": {"in": _("保内"), "out": _("保外"), "disputed": _("有争议"), "unknown": _("待查")},
    "charge": {"free": _("免费"), "charged": _("收费"), "waived": _("免收"), "pending": _("待定")},
    "result": {
        "fixed": _("修好了"), "partly": _("部分修好"), "not_fixed": _("没修"),
        "no_need": _("无需修"),
    },
    "result_tick": {
        "fixed": _("修好了"), "partly": _("部分"), "not_fixed": _("没修"), "no_need": _("无需修"),
    },
    "answer": {"yes": _("做到了"), "done": _("做到了"), "no": _("没有")},
    "old_part": {"customer": _("交客户"), "return": _("带回"), "scrap": _("报废")},
    "photo": {
        "before": _("修前"), "during": _("修中"), "after": _("修后"), "tag": _("挂牌"),
        "receipt": _("单据"), "notice": _("告知函"), "other": _("其他"),
    },
    "rating": {"satisfied": _("满意"), "fair": _("较满意"), "unsatisfied": _("不满意")},
    "sign_off": {"signed": _("已签字"), "absent": _("客户不在"), "refused": _("客户拒签"),
                 "send_link": _("发链接稍后签")},
    "contact_outcome": {
        "on_time": _("已联系，按时"), "rescheduled": _("已联系，改时间"),
        "no_answer": _("未接"), "wrong_number": _("号码不对，请客服核实"),
        "reached": _("已接通"), "declined": _("不同意"), "self_fixed": _("客户说已自行修好"),
    },
    "contact_purpose": {
        "visit": _("上门前联系"), "confirm_back": _("回复确认"), "estimate": _("报价"),
        "consent": _("收费同意"), "parts": _("到料"), "delay": _("延期"),
        "appraisal": _("鉴定"), "weather": _("天气改期"), "other": _("其他"),
    },
    "contact_direction": {"in": _("打来"), "out": _("打去")},
    "contact_channel": {
        "phone": _("电话"), "sms": _("短信"), "wechat": _("微信"), "in_person": _("当面"),
        "paper": _("书面"),
    },
    "notice": {
        "request_registered": _("新报修 %(number)s：%(address)s %(items)s"),
        "urgent_request_registered": _("紧急报修 %(number)s：%(address)s %(items)s"),
        "appraisal_asked": _("请鉴定 %(number)s：%(address)s"),
        "appraisal_given": _("鉴定结果 %(number)s：%(address)s"),
        "parts_arrived": _("到料 %(number)s：%(part)s，请约时间"),
        "deadline_near": _("%(number)s 快到期：%(month)s月%(day)s日前要办完"),
        "deadline_over": _("%(number)s 已超期：%(month)s月%(day)s日前应办完"),
        "order_moved": _("改部门 %(number)s：%(address)s"),
        "extra_item": _("现场追加待确认 %(number)s：%(address)s"),
        "extra_item_void": _("已确认的追加项现场不做了 %(number)s：%(address)s"),
    },
    "consent_how": {
        "phone": _("电话"), "in_person": _("当面签字"), "written": _("书面"),
        "own_phone": _("自己手机"),
    },
    "consent_who": {"payer": _("付款人"), "property": _("物业")},
    "payment_method": {
        "qr": _("公司收款码"), "cash": _("现金"), "transfer": _("对公转账"),
        "monthly": _("物业月结"), "owed": _("欠款"), "waived": _("免收"),
    },
    "part_order_state": {"ordered": _("等着"), "arrived": _("已到"), "cancelled": _("不要了")},
    "deadline": {
        "overdue": _("已超 15 天"), "last_weekend": _("只剩 1 个周末"),
        "no_weekend": _("到期前没有周末了"), "agreed": _("客户已同意延期"),
    },
    "basis": {
        "weekend": _("周末"), "notice": _("物业书面告知"), "emergency": _("抢修"),
        "other_kind": _("非维修"),
    },
    "start_kind": {
        "completion": _("竣工验收"), "handover": _("交付"), "installation": _("安装"),
        "purchase": _("购买"), "repair": _("维修完成"),
    },
    "basis_kind": {
        "law": _("法规"), "contract": _("合同、保证书"), "maker": _("厂家保修卡"),
        "promise": _("公司承诺"),
    },
    "half": {"am": _("上午"), "pm": _("下午")},
    "role": {
        "clerk": _("客服"), "supervisor": _("客服主管"), "technician": _("维修员"),
        "storekeeper": _("仓管"), "quality": _("技术质量部"), "manager": _("部门负责人"),
        "admin_office": _("行政部办公室"), "auditor": _("监督小组"), "admin": _("系统管理员"),
    },
    "evidence": {
        "door_photo": _("门牌加完工照片"), "call_log": _("通话记录"), "witness": _("见证人"),
    },
    "customer_kind": {
        "owner": _("业主"), "family": _("家属"), "tenant": _("租户"), "property": _("物业"),
        "firm": _("单位"),
    },
    "resident_relation": {
        "owner": _("业主"), "family": _("家属"), "tenant": _("租户"), "property": _("物业"),
        "keyholder": _("钥匙托管人"),
    },
    "party": {"reporter": _("报修人"), "user": _("使用人"), "payer": _("付款人")},
    "product_kind": {
        "window": _("窗"), "door": _("门"), "screen": _("纱窗"), "other": _("其他"),
    },
    "duplicate_reason": {
        "phone": _("电话相同"), "dwelling": _("同名、同一户"), "site": _("同名、同小区"),
    },
    "import_problem": {
        "required": _("必填"), "too_long": _("太长了"), "control": _("有看不见的控制字符"),
        "phone": _("电话要 5 到 20 位数字"), "too_many": _("最多 5 个电话"),
        "kind_choice": _("只能填 业主、家属、租户、物业、单位"),
        "relation_choice": _("只能填 业主、家属、租户、物业、钥匙托管人"),
        "product_kind_choice": _("只能填 窗、门、纱窗、其他"),
        "date": _("不是日期，请写成 2024-06-28"),
        "tax_no": _("税号只能有数字和大写字母"), "site_missing": _("写了房号，没写小区"),
        "room_missing": _("写了房屋或产品，没写房号"),
        "position_missing": _("写了产品，没写产品部位"),
        "column_unknown": _("不认识这一列，不会导入"),
        "example": _("这是模板里的示例，跳过"),
    },
    "import_state": {
        "uploaded": _("已上传"), "checking": _("正在检查"), "checked": _("已检查"),
        "writing": _("正在导入"), "done": _("已完成"), "failed": _("没有完成"),
        "cancelled": _("已取消"),
    },
    "document_kind": {
        "contract": _("合同"), "slip": _("报修单"), "warranty_card": _("质保书"),
        "notice": _("告知函"), "consent": _("收费同意"), "finding": _("鉴定结论"),
        "other": _("其他"),
    },
    "language": {"zh": _("中文"), "en": _("English")},
    "technician_page": {
        "today": _("今天"), "visits": _("维修单"), "materials": _("材料"), "photos": _("照片"),
        "checks": _("检查"), "handover": _("请您过目"), "signature": _("客户签字"),
        "absence": _("不能签字"), "unfinished": _("未完成"), "marks": _("改打点时间"),
        "gate": _("门岗出示"), "extras": _("顺便看看"), "consent": _("收费同意"),
        "dispute": _("对保修有异议"),
        "outbox": _("待传"), "scan": _("扫码"), "me": _("我的"),
        "error": _("没打开"),
    },
    "command": {
        "register_request": _("登记"), "confirm_request": _("回复确认"),
        "end_request": _("结束登记"), "attach_request_photo": _("报修照片"),
        "merge_request": _("并入"), "add_request_items": _("加报修项目"),
        "settle_slip": _("原单说明"), "log_contact": _("联系记录"),
        "read_notice": _("看通知"), "read_notices": _("看通知"),
        "make_work_order": _("开维修单"), "record_consent": _("收费同意"),
        "decline_consent": _("客户不同意收费"), "add_estimate_line": _("估价加一行"),
        "void_estimate_line": _("估价作废一行"), "waive_estimate_line": _("免收一行"),
        "void_line_waiver": _("免收一行作废"),
        "record_payment": _("收款"), "waive_amount": _("免收"), "void_payment": _("收款作废"),
        "void_waiver": _("免收作废"),
        "save_invoice": _("开票资料"), "order_part": _("订料"), "postpone_part": _("改到料日"),
        "receive_part": _("到料"), "cancel_part": _("取消订料"), "agree_delay": _("客户同意延期"),
        "classify_item": _("改部位原因"), "overrule_verdict": _("改判"),
        "ask_appraisal": _("提请鉴定"), "decide_appraisal": _("鉴定结论"),
        "add_warranty_rule": _("新保修规则"),
        "revoke_qr_code": _("换二维码"), "print_work_order": _("打印"),
        "reveal_phone": _("查看电话"),
        "attach_document": _("存资料"), "void_document": _("资料作废"),
        "add_customer": _("新增客户"), "change_customer": _("改客户资料"),
        "add_customer_phone": _("加电话"), "remove_customer_phone": _("去掉电话"),
        "link_dwelling": _("关联房屋"), "unlink_dwelling": _("取消关联房屋"),
        "merge_customers": _("合并客户"), "undo_merge": _("撤销合并"),
        "add_site": _("新增小区"), "change_site": _("改小区资料"),
        "add_site_contact": _("加物业联系人"), "remove_site_contact": _("去掉物业联系人"),
        "add_dwelling": _("新增房屋"), "change_dwelling": _("改房屋资料"),
        "add_product": _("新增产品"), "change_product": _("改产品资料"),
        "export_customers": _("导出客户"), "start_import": _("检查导入文件"),
        "write_import": _("开始导入"), "write_import_piece": _("导入一批客户"),
        "cancel_import": _("取消导入"),
        "dispatch_trip": _("派工"),
        "reassign_visit": _("改派"), "cancel_visit": _("取消上门"),
        "cancel_work_order": _("取消维修单"),
        "change_material_price": _("改材料价"), "choose_language": _("换语言"),
        "decide_command": _("处理手机记录"),
        "release_stream": _("放行记录"), "resolve_mismatch": _("处理冲突"),
        "accept_visit": _("接单"), "contact_customer": _("联系客户"), "start_travel": _("出发"),
        "arrive": _("到达"), "start_work": _("开工"), "finish_work": _("完工"),
        "resume_work": _("继续维修"), "report_result": _("结果"), "use_material": _("用料"),
        "void_material_use": _("用料作废"), "attach_photo": _("照片"),
        "void_photo": _("照片作废"), "add_remark": _("备注"), "answer_check": _("检查"),
        "record_expense": _("费用"), "void_expense": _("费用作废"), "sign_off": _("客户签字"),
        "record_absence": _("不能签字"), "leave_unfinished": _("未完成"),
        "end_without_repair": _("不用再来"), "correct_mark": _("改打点时间"),
        "return_from_trip": _("返回"), "add_extra_item": _("追加项"),
        "void_extra_item": _("追加项作废"), "confirm_extra_item": _("确认追加项"),
    },
}  # fmt: skip


def label(code: str | None, kind: str) -> str:
    """The word for a code of that kind; null gives "", a code without a word itself."""
    return "" if code is None or code == "" else translate(LABELS[kind].get(code, code))


def notice_words(kind: str, details: Mapping[str, object]) -> str:
    """A notice in the viewer's words; what the details do not name becomes an ellipsis."""
    return filled(label(kind, "notice"), details)


def options(kind: str) -> list[dict[str, str]]:
    """All codes of a kind as ``{value, label}``, for a select or a choice."""
    return [{"value": code, "label": translate(word)} for code, word in LABELS[kind].items()]
