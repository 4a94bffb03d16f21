"""Sentences as workers type them: of an emergency now, and of none. No assertions here.

The others were written after the patterns were done, to see how many are missed. Of each 30, at first look:
LATER 11 seen and 26 left alone, LAST 16 and 29, FRESH 14 and 27. Then the patterns were mended by them.
"""

NOW = """
倒下了
没上来
叫不醒
口吐白沫
昏过去
死了人
掉进罐里
触电
氯气跑出来
车间爆了
冒烟了
煤气味很大
没气了
站不住
喘不动
两个人头晕恶心吐了
他没有呼吸了
老李下去清池子 人没上来 喊也没反应
刚才有个女工晕到了 就在刷胶那边
快来人 小王电倒了
里面着火了好大的烟
有人中读了 吐白末
师傅厥过去了 掐人中也不醒
隔壁车间倒了三个 老板不让说
人喊不应了 眼睛翻白
莫得气了 快点
俺们组好几个人都头晕想吐 站不稳
氨气漏了好大味眼睛睁不开
窑里煤汽味好重 我头昏
井底下那个人冇反应
老张手卷近皮带机了
罐子里还有一个人没出来
除尘器冒烟 里面的粉烧起来了
喷漆房着活了
反应釜炸了 有人被压住
硫酸溅到他眼睛里了
他喘不上气 嘴唇发紫
小刘从架子上摔下来不动了流了好多血
料仓塌了埋了人
阿强晕咗 叫唔醒
昨天就说头晕今天人倒下了
以前都好好的老王突然昏倒了
没人管 他还在抽搐
救命啊这里全是氯气
刚刚砰的一声然后起火了
下坑的两个人都没上来又下去一个也没上来
he is not breathing
two guys fainted in the tank and won't wake up
fire in the spray booth
there is a strong smell of gas
worker fell into the pit and did not come up
my coworker collapsed, foam at the mouth
chlorine is leaking
he got electrocuted
the dust collector exploded
several people are dizzy and vomiting
man down in the silo
someone is unconcious near the glue line
""".strip().splitlines()

NOT_NOW = """
我们厂没有发生过中毒
从来没有人晕倒过
去年有人中毒住院 老板赔了点钱
前几年着过一次火 后来加了喷淋
上个月喷漆房起火已经扑灭了
怕着火 也没有灭火器
灭火器过期了两年没人换
没有消防通道 火灾隐患很大
没发过防毒面具 容易中毒
老板说不会爆炸让我们放心
粉尘太多早晚要爆炸
口罩漏气 戴了跟没戴一样
煤气罐没气了也不换 没法做饭
他们怕我泄露信息
不要泄露我的名字
说法站不住脚
味道呛死人 没有抽风
热死了 一台风扇都没有
天天闻胶水 头晕
干了十年查出铅中毒
得了尘肺 走几步就喘不上气
昨天有人晕倒 现在已经出院了
老板把废水倒在沟里
垃圾倒了一地
空压机漏气吵得很
烟囱冒黑烟 天天这样
检测报告一直没出来
工资没涨上来
订单爆了天天加班
应急预案就一张纸 中毒演练没搞过
没教过我们触电怎么救
防爆灯坏了
电焊冒烟呛人没有吸烟机
屋顶漏雨 水管爆了也不修
老板发火骂人
零件掉到槽里要用手捞
停电到现在都没来电
说危害告知不要写中毒两个字
夏天车间里经常有人中暑
我负责上料 粉尘很大没有吸尘
工伤保险没交
大火炉旁边四十多度
三年前罐子爆炸死过人 现在还是不修
跟老板反映了没反应
手机掉到缸里了
忙晕了没时间写
there has never been a fire
nobody has fainted here
the fire extinguisher is empty
he was fired for complaining
last year a worker was poisoned
the roof leaks when it rains
my mask leaks
no fire exit at all
they could be poisoned one day without masks
he was diagnosed with lead poisoning
""".strip().splitlines()

LATER_NOW = """
老陈在染缸里面不动了
工友被绞龙卷进去半个身子
我们这边氯化氢瓶子嘴子断了呼呼往外冒
厂房二楼烧得通红人还在上面
那个小伙子脸都白了 浑身冰凉 叫他没答应
打磨间轰一下 火就出来了
有人闻了稀料迷糊了 路都走不直
三个人在污水池里头 第一个下去的没动静了
快 快 冷库跑氨了
锅炉房全是烟看不见人
他躺地下抽抽 嘴里出血
行车钢丝绳断了 砸着一个
配电房电到一个人 黑了
胶水间火苗窜到房顶了
女工们一个接一个往下倒
司机在煤仓里埋到胸口了
俺兄弟没喘气了 咋办
液氨罐法兰呲了 白雾一大片
烧碱喷了一脸 看不见了
车间里味道不对 好多人在吐
there is smoke in the drying room and people inside
my friend dropped to the floor and doesn't answer
acid got in his eyes
a man is stuck in the mixer
gas is coming out of the cylinder we all feel dizzy
somebody touched the wire and is not moving
they are still down in the pit
the paint store is burning
he can't breath and his lips are blue
boiler blew up two hurt
""".strip().splitlines()

LATER_NOT_NOW = """
厂里从没出过事 就是灰大
前年隔壁厂着火烧死过两个 我们这还是老样子
老板讲中毒是自己身体不好
安全员说不用怕触电
我担心哪天除尘器爆炸
消防栓没水 灭火器是空的
体检说我苯超标 没说中毒
没有通风 一干活就流眼泪
面具滤盒半年没换 漏气
我爸以前在矿上塌方砸伤过腿
煤气味有没有不知道 反正没装报警器
一到夏天就有人中暑 也不发绿豆汤
我把举报的事说了 怕泄露
货架上的料掉到地上也没人扫
班长说倒下水道没事
五六个人头晕恶心有半年了
急救箱里什么都没有 出了事怎么办
老板说死不了人
打磨火星子多 旁边放着胶桶
设备老化 经常冒火花
we have no fire drill
dust is everywhere and the fan is broken
two years ago there was an explosion
he fainted last summer from the heat
the boss says nobody will be poisoned
pipes drip and the floor is always wet
if the tank leaks we are dead
smoking is allowed next to the glue
they burned the waste behind the shed last month
I cough at night and feel tired
""".strip().splitlines()

LAST_NOW = """
老周倒在磨机边上了没得反应
有个人从行车上栽下来了
镀锌那边的两个都昏了 味道冲得很
氯罐阀门冲开了快通知人跑
电工被打了 手还粘在上面
喷涂线火大得很 灭不掉
抬出来三个 还有两个在里头
她口里流白沫子 手脚直抖
工友吸了硫化氢 现在没心跳了
粉碎机把小马的手绞了
胶桶烧起来 烟往宿舍跑
快不行了 我们在地下室刷漆 憋得很
有人钻到窑里去 半个钟头没得声音
酸槽翻了 烫到好几个
人都躺平了 快打120
瓦斯超限 有人闷在里面
液化气瓶呲呲响 一屋子味
师傅手抓着电线甩不脱
隔壁氨水池边有人晕咗
铝粉着了 泼水更大了
my brother is lying on the floor and not breathing
explosion in the grinding room people hurt
help somebody fell in the acid tank
ammonia everywhere cannot see
the worker in the silo stopped answering
he is having a seizure
big fire at the warehouse come quick
his arm is caught in the rollers
three people passed out after cleaning the tank
smoke from the electric box
""".strip().splitlines()

LAST_NOT_NOW = """
干活的时候老咳嗽 没人安排体检
以前有个老乡在这儿倒下就没起来
车间窗户焊死了 空气不流通
老板说气味大是正常的
上次消防检查说没有报警器
合同里没写有毒
怕出人命 赶紧来管管
应急出口堆满了货
没见过谁中毒 但是手上起疹子
每次开炉都冒烟 也没有罩子
年轻人干两年就走 说怕得病
粉尘浓度没测过 听说会爆炸
电线乱拉 下雨天怕触电
吸尘器坏了半年
师傅教我戴口罩要贴紧 不能漏气
热得要命 连水都不给喝
我朋友在别的厂中毒了 去年的事
老板答应上喷淋 一直没动静
食堂饭难吃 吃了想吐
灰落到饭盒里
the noise is terrible and there are no earplugs
nobody told us what is in the glue
fire alarm does not work
they say it is not poisonous
my hands are numb after a year with this cleaner
he passed out two years ago and never came back to work
the boss threatened to fire me
tank cleaning is done without any gas test
our masks are old and the filters smell
I am afraid of an explosion because dust is on every beam
""".strip().splitlines()

FRESH_NOW = """
我对象在厂里干活突然就瘫了说不出话
注塑机旁边老赵捂着胸口躺地上脸煞白
有股臭鸡蛋味 挖坑的人下去就没声了
桶里倒了什么东西一下子冒黄烟 大家咳得不行
电瓶车间着了
快点叫消防 油漆库烧了
打砂房那个人头盔里没供气 扶出来已经不喘了
轧机把小李手压扁了
二甲苯桶漏了一地 有人点烟
脚手架垮了下面有人
两个掉下去了 下面是废水
他眼睛给碱水烧了 看不到东西
酒精炸了 脸烧烂了
工头晕在烤箱边上
锅炉要炸 压力表到头了
除尘管里有火星 滤袋烧着了
人已经硬了
女工抱着肚子打滚 吐黄水
厂区里白烟滚滚鼻子像被针扎
电焊的那个被电打飞了
someone is hurt and bleeding badly
chemical spill on the floor people are coughing and running
my workmate is turning blue
the roof fell on two men
he inhaled something and now he can't stand up
the furnace exploded
fire!!!
guy hanging on the live cable
woman fainted at the glue table
no pulse please hurry
""".strip().splitlines()

FRESH_NOT_NOW = """
除尘器没开 说费电
从业人员没签合同
车间吃饭睡觉都在一起
他们把干磨的活包给外面小作坊
从没培训过怎么救火
怀孕的也在刷胶
我们老板人不错就是不舍得花钱
爆竹厂那种活 没防护
安全阀三年没校验
人走了灯也不关 电线老化
气味大得开窗户也没用
班里有三个人查出听力下降
石棉板自己锯
口罩一个月发两个 还要自己洗
检查的来了才开风机
领导来之前把桶都藏起来
说我们脸色不好是熬夜
辞工不给离岗体检
那年爆炸以后就换了老板
消防演练拍个照就算了
no contract and no insurance
the inspector was told a lie
we wash our hands in thinner
never had a medical exam
the fan was switched off to save power
there was a small fire in 2022
workers sleep above the workshop
they told us fainting is normal in summer
no emergency shower near the acid
the label on the drum is torn off
""".strip().splitlines()
