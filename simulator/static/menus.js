// What a person can choose from: files to send, commands, the chat, one message.

import { showMenu } from "./menu.js";

export function attachMenu(phone, anchor) {
  showMenu(phone.screen, anchor, "发送", [
    { label: "照片", detail: "可选多张，成为相册", run: () => phone.pick("photo", "image/*") },
    { label: "文件", detail: "原样发送", run: () => phone.pick("document", "") },
    { label: "语音", detail: "选一个录音文件", run: () => phone.pick("voice", "audio/*") },
    { label: "位置", run: () => phone.act("other", { kind: "location" }) },
  ]);
}

export function commandMenu(phone, anchor) {
  showMenu(phone.screen, anchor, "命令", phone.person.commands.map(({ command, description }) => ({
    label: description, detail: `/${command}`, run: () => phone.act("text", { text: `/${command}` }),
  })));
}

export function chatMenu(phone, anchor) {
  const { blocked } = phone.person;
  showMenu(phone.screen, anchor, "聊天", [
    { label: "清空聊天记录", run: () => phone.act("clear", {}) },
    blocked ? { label: "重新启动机器人", run: () => phone.restart() } : { label: "停用机器人", detail: "它就不能再发消息来", run: () => phone.act("block", {}) },
  ]);
}

export function messageMenu(phone, message, anchor) {
  const edit = {
    label: "编辑",
    run: () => {
      phone.editing = message.message_id;
      phone.input.value = message.text;
      phone.composer.classList.add("editing");
      phone.grow();
      phone.input.focus();
    },
  };
  showMenu(phone.screen, anchor, "消息", [
    ...(message.text ? [edit] : []),
    { label: "转发到这里", run: () => phone.act("forward", { message_id: message.message_id }) },
    { label: "删除", run: () => phone.act("delete", { message_ids: [message.message_id] }) },
  ]);
}
