"""Sentences as workers type them: of an emergency now, and of none. No assertions here.

The others were written after the patterns were done, to see how many are missed. Of each 30, at first look:
LATER 11 seen and 26 left alone, LAST 16 and 29, FRESH 14 and 27. Then the patterns were mended by them.
Five sets of 40 came later: UNSEEN_NOW and UNSEEN_NOT_NOW hold them one after another. Patterns alone
saw 21, 11 and 21 of the first three and left 40, 38 and 41 alone, so that signs were added up from then on.
The fourth, of uncommon words, was seen at 15 and left alone at 39 of 40; the fifth, of common ones, at 38
and 40; a sixth of 60 each at 56 and 54; a seventh of 42 each, by ear, by dialect and mixed with English, at
38 and 39; an eighth of 30 each, of rarer accidents, at 23 and 28. Left out are six of the fourth that only a
list of sentences would tell, as 浆池边上只剩一双鞋.
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

UNSEEN_NOW = """
师傅在烘房里头瘫了 怎么摇都不吱声
俩人掉浆池里头了 捞不上来
老吴下井去通管子 半个钟头了没回话
喷房那边轰的一声 门都崩飞了
我媳妇在车间吐了一地还迷糊 说胡话
厂子着了 消防还没到
电焊的火星子掉胶桶里头烧开了
阿明给机器咬住手啦 快来
有个小伙晕车间了 脸蜡黄
甲苯桶倒了一地 人都熏得站不起来
老板不让打120 人已经没知觉了
罐里的人咋喊都不搭腔
隔壁氯气站警报响了 味道冲鼻子 大家都在跑
他心脏不跳了 咋整
车间黑烟 看不到人了
小周被搅拌机搅进去了
地坑里两个 一个救的也栽里头了
氨水罐破了 眼睛痛得睁不开 往外跑
有人被电打飞了
铝粉房闪爆 好几个人烧着了
锅炉要炸了表针打到底了
高处掉下来一个人 脑壳出血
挤塑机旁的女工突然栽倒 浑身抖
清洗槽边上两个人都趴下了
一屋子人都头疼 有一个已经起不来
硫化氢报警一直叫 里面还有两个人
手指头压断了血流不止
沼气池里面那个人没了动静
他嗓子肿得喘不了气 手上都是胶水
煤气中读了 三个人睡在宿舍叫不起来
师付晕死过去了
盐酸管子爆了 喷了他一脸
老李头被叉车撞飞了
冲床把小张手压扁了
打磨车间灰爆了墙都倒了
有人吸了毒气倒了 谁来救下
the guy in the booth just dropped and he is shaking
someone fell off the platform, blood everywhere
smoke filling the mixing room people still inside
he inhaled something and now can't catch his breath
two men overcome by fumes in the tank
the acid tank burst
阿强在打蜡房门口歪着 嘴角流口水 喊他没用
三号窑炉喷火了 烧着一个师傅
我老公加班到现在没回 电话里说厂里有人闷倒了
扒渣的时候铁水溅出来 烫了四个
工友吃了块馒头噎住了脸憋紫
有人从楼板洞口漏下去了 下面没声
库房里头烟往外钻 不晓得是啥子烧起了
两个女娃儿在胶水房头晕得站不起 一直吐
溶剂回收塔那里漏得凶 地上都是
快 有人被皮带拖进去了
老王头脑溢血了吧 半边身子动不了
氯气瓶倒了 瓶嘴断了 绿烟
打孔机把手打穿了 血流好多
我们几个都手脚发麻 嘴里金属味 有一个已经倒了
井口上面拉绳的人说下头两个都不应了
配料间粉一下子燃起来 火球
锅炉房水烧干了 管子红了 要出事
她烧伤了 皮都掉了
罐里打焊的没得动静了 里面有氩气
电梯井里坠下去一个
酸雾大得看不见 有人呛晕在里头
吊的模具砸下来 人在底下
师傅说眼前发黑 扶着墙滑下去了
有个老哥抽过去了 手脚冰冷
工棚一氧化碳 全宿舍都起不来床
行车电缆打火 有人麻到甩出去
仓里的料塌下来 把人盖住了
有人喝了桶里的水 嘴里起泡
热油泼身上了 大面积
四楼起烟 消防门锁着出不去
快点来 一个工人倒在除油槽旁 身上全是碱
甲醛罐裂开了 附近的人都在流泪咳嗽
搬气瓶的被砸脚 骨头露出来了
刚才爆了一下 玻璃全碎 有人受伤
她说胸口疼 现在叫不应
a worker was pulled into the lathe
there's fire coming out of the duct
somebody is stuck under the forklift
i think he's dead please come
whole shift is coughing blood and dizzy after the drum broke
gas alarm ringing, men still inside
出人命了 快派人来
喷塑房着啦 人在里边出不来
一个工友晕在溶剂桶跟前 鼻子出血
下水道淤泥里翻了两个人 第三个下去救也没影了
老刘脸上全是硝酸 哇哇叫
除尘布袋炸开了 屋顶掀了
人烫得皮开肉绽
突然断电了 冷却停了 反应釜温度一直升 压不住
有人触电 身上冒火
铸造那边铁水包翻了
我姐在车间喘得厉害 嘴唇乌的 没人管
行车掉了 压死人了
他一头扎进石灰池了
粉碎间轰隆一声 全是火
胳膊卷进辊子 拔不出来
液氨跑了半个厂都是白的
快救人 三个清罐的没一个吭声
打胶的丫头抽风了 咬舌头
有人坐着坐着就滑到地上去了
老板正开车送人去医院 说是毒气熏的 车间还有人
粉尘爆了
厂里仓库冒大烟 有刺鼻味
热处理炉漏火 烧到人衣服
老乡掉浆桶了 身上埋住半截
头破了 血糊了一脸 晕乎乎的
煤仓自燃 里面温度高得很 还有人在清仓
有人误喝清洗剂 肚子疼得打滚
一层楼的人全在咳 眼睛红 不晓得漏了啥
脚手架上吊着一个人 没反应了
窒息了 三个都窒息了
师傅心口痛倒床上叫不起
天车把人挤墙上了
储罐底下漏 刺啦刺啦响 味大
里头的人敲罐子求救
烧到手了 起大泡 疼死
a man just fell into the vat
he got his hair caught in the machine
my boss is lying unconscious
the solvent store caught fire
coworkers are vomiting, smells like almonds
roof collapsed people under it
俺叔进去掏灰 半天没见人影
机修的被气缸顶胸口上了 说不了话
胶料间冒蓝烟 呛得很 大家往楼下挤
这里有人快没命了
我爸在窑上中了煤气 口眼歪斜
捞渣的脚滑 人进锌锅了
里边三个打漆的全撂倒了
女的捂着脖子直蹬腿
快报警 厂里炸了
氨机房喷出来一股白气 师傅冻伤了
人被吊钩挂起来甩到墙上
硫酸罐子歪了 流到路上冒泡
他从屋顶石棉瓦踩穿了
有两个徒弟喝酒精当白酒 现在看不见了
铝镁车间起火有人拿水管冲 越冲越爆
昏了三个 都是搞清洗的 三氯乙烯
塔顶有人挂着下不来
拉丝机把人辫子绕进去
烘箱爆开 门板打到人脸
老师傅不会说话了 嘴巴歪
电瓶充电房起明火
全身都是漆 着火了在跑
她眼珠子被铁片扎了 一直流血
污水站底下有臭味 下去的都没起来
打桩的被土活埋
我手没了
有人跳进去拉他也不动弹了
热晕了 一身汗 不认人
搅笼里绞着半条腿
车间断电 人关冷库出不来
help my friend is choking on the fumes
the man fell asleep by the glue pot and we cannot wake him
gas bottle is hissing and flames near it
his hand is cut off
there was a bang and now everyone is running out
有工人在储罐里清洗晕倒了 上面的人准备下去救
烤漆房着火了火很大
我同事刚才突然倒地上抽起来了 口吐沫子
车间里氨气味特别大 眼睛都睁不开
他手被机器压了 血止不住
化粪池掉下去两个人 还没救上来
我们厂爆炸了 有人受伤
打磨工晕在工位上 喊不醒
出事了 有人中毒 三个人躺在地上
有个师傅从梯子上掉下来头着地
好像煤气泄漏了 大家都头痛想吐
喷漆的那个喘不过气来脸都青了
快叫救护车 王师傅胸口痛得直冒汗
配电室冒黑烟
机器把她头发卷进去了
反应釜跑料了 满地都是 味道刺鼻
工人触电了 倒在水里
吸尘管道里面着火 火往车间窜
硫酸溅了一脸 他疼得叫
下去两个人清淤 一个都没上来
女工集体恶心头晕 有几个倒了
叉车把人压底下了
有人昏倒 嘴唇发紫 没人会急救
货架倒了压着人
快点 罐子在漏 白烟很大
刚有人在烘道里晕了 现在还没出来
人没气了 还在地上
铝粉炸了 烧伤了好几个
老乡被皮带卷进去了 现在停机了
坑里有毒气 下去的人喊了没应
我头很晕 站不稳 旁边的人已经倒了
粉尘车间闪了一下火 然后轰一声
他喝了桶里的稀释剂
工人被埋在料堆里
电镀池掉进一个人
a worker is unconscious in the pit
there is a fire in the paint shop
chlorine leak people coughing
somebody got shocked and is not moving
his arm got pulled into the press
师傅快来，小张在调漆房躺着叫不应了
刚才清池子的两个人到现在没上来
打磨间有人昏倒，脸发青
老李干着干着就栽倒了，现在没反应
喷漆房突然爆了一下，里面还有人
3号车间有人触电倒地，赶紧来人
氨气管子崩了，好大的味，大家都往外跑
刷胶的几个女工都头晕想吐，有一个已经站不起来
我同事喘不上气，嘴唇都紫了
除尘器着火了，火往布袋里窜
有人掉进污水池了
硫酸溅到小王眼睛里了，他一直喊疼
电镀槽那边有人晕过去，口吐白沫
冲床把人手压住了，血流不止
配电柜冒黑烟，还有焦味
煤气味好重，头晕得很，几个人都受不了
有个工人从脚手架上摔下来不动了
仓库里的稀料烧起来了
三个人下井救人，全倒里面了
锅炉房爆炸，伤了好几个
师傅说胸口闷得厉害，人快撑不住了
料仓塌了，把人埋了半截
他吸了一口就倒下去了
刚刚氯气泄露，有人呛得直咳倒在门口
机器卷住了头发，快救人
焊工在罐里面没声音了，喊他不答
天那水桶倒了起火
她抽搐了，眼睛往上翻
救命啊，车间里有人没呼吸了
粉尘房轰的一声，火都冲出来了
有人中毒了赶快派人
铁水洒出来烫到两个人
那个新来的晕在厕所门口叫不醒
两个人呕吐不止，腿发软走不动
发酵罐里的人没爬出来
屋顶掉下来砸到人了
He inhaled fumes and collapsed, not waking up
There is a fire in the spray booth
Two men went into the tank and did not come out
someone got an electric shock and is not moving
组长在酸洗槽边滑进去了，人捞上来没气
我老公进沉淀池清淤，一个钟头了没出来，打电话也不接
有俩小伙子在罐里刷漆熏晕了
喷粉车间闪爆，有人身上着火了
抛光车间爆燃，好几个人烧伤
他刚才抽过去了，现在还没醒
吊的钢板砸下来，砸到老刘腿上了
叉车把人撞倒了，地上全是血
甲醛桶破了流一地，眼睛都睁不开
工人一个接一个吐，躺了一片
谁能帮帮忙，我徒弟不动了
烤箱冒烟，火苗出来了
液氨罐在喷白雾
师傅手指头被切掉了
有人从楼上掉下来
刚打扫完反应釜的人说不出话，口水直流
天然气管被挖断了，呲呲响
电焊火花引着了海绵，一屋子烟
老杨中暑倒了，没知觉
里面太闷，晕了两个，快派救护车
安全出口上锁，失火了跑不出去
快点子来人撒 喷漆房头起火哒
老倌子栽到酸槽里克了
我娃在车间里头昏起了 喊都喊不应
师付趴机器上了叫他没反映
俺那伙计从棚顶掉下来咧 头上淌血
有个阿姨在胶房闻晕了 现在还没醒
氨水罐子爆开咯 大家鼻子都睁不开眼
甲醇桶漏了一地有人抽烟
仓库起火 门被铁链锁着 里面还有人
打磨间闪了一下火光 然后就轰了
快叫120 有人被冲床压到手了手指头断了
工友下化粪池捞手机 下去就没声了
窑炉漏煤气 三个人躺倒
今天中午食堂旁边氯气瓶漏 闻到的都在咳
电镀槽边上那个人吸了一口就倒了
he fell from ladder 头破了不会动
my friend 在反应釜里面 no answer
tank里面有2个人晕倒 pls help
喂 那个 就是 我们车间现在冒好大的烟 然后报警器一直在响
就是说那个小伙子他他他倒在地上抽 你们快来
急急急 锅炉压力爆表了 安全阀不动
人在罐里 绳子拉不动 没回应
有人触了电还粘在上面
切割机把老周的手切掉了
叉车把人压到了 动不了
粉尘房子爆了 墙都倒了 里头有人
冷库氨漏 眼都睁不开 跑出来了还有两个没出来
工友喝了稀释剂现在翻白眼
脚手架垮了压着好几个
搞清洗的两个伙计下罐半个钟头没见上来
漆房门打不开人困在里面了
刚才泼了一身硫酸 皮都掉了
老板不让打120 人已经没呼吸了
机器把头发绞进去了 头皮掉了
有人煤气中毒了怎么办
里面的人敲罐子 我们打不开盖子
硫化氢报警响了 下面有人
他脸都紫了 舌头伸出来
铝粉烧起来了 用水一泼更大
熏倒两个 还有一个在下头
液氨管子爆了 白雾一片
刚才嘭的一下 隔壁配料间黑烟
帮忙看下 有个老乡坐地上起不来 嘴巴发乌
煤气罐着火了关不上阀
我们这边氨气泄露 风往宿舍吹
打磨房的粉着了 布袋在烧
电焊工从船舱里没出来 喊了十分钟
人掉污水池 水里冒泡
搅拌机启动了 里面还有人在铲料
反应釜温度压不住 往上蹿
他手指卷进压辊 机器停不下来
我同事昏睡不醒脸发灰
三氯乙烯泼了一身 站都站不稳
装置区着火 消防车进不来
矿井下冒水 有六个人
硫酸罐法兰呲出来了 淋到两个人
好像是一氧化碳 炉子边上躺着个
有人上吊了
老哥心脏病犯了 倒在冲床边上
屋顶掉下来砸到三个工友
吊钩断了 钢卷压着个人
罐车卸料的闻了几口就软了
粉碎机打火 里面红的
she is lying there eyes open no move
gas leaking 快疏散
厂里爆炸 玻璃都震碎了
小孩掉进沉淀池
水泥库清库 人被料埋到脖子
叉车翻了 司机压下头
氢气瓶子在冒火
里头的毒气把人熏趴了
""".strip().splitlines()

UNSEEN_NOT_NOW = """
车间没有灭火器 万一着火跑都跑不了
去年8月份有个工人中暑送医院 老板没管
胶水味熏得头疼 干一天脑袋昏沉沉
我们没有做过触电演练
除尘器坏了半个月 粉尘到处飞
厂里说没有毒 可是瓶子上写着剧毒
配电箱门关不上 怕触电
听老工人讲以前爆过一次 死了两个
上班打瞌睡差点被机器夹到手
通道都堵死了 着火出不去
排风扇坏了 屋里闷得慌
口罩一天就堵死了 也不给换
老板说再举报就开除
老员工都咳嗽 拍片有阴影
气瓶倒放着 没固定
车间温度40度 没有降温
危化品仓库没锁 谁都能进
让我们下污水池清淤没有检测没有绳子
安全门锁着 要是着火就完了
打磨的没有吸尘 一身灰
油漆桶就放在电焊旁边 迟早出事
煤气报警器坏了没人修
我们组三个人都有尘肺
老板倒卖废酸
工资压了三个月
新来的没培训就上机
有味道刺鼻子 眼睛干涩 天天这样
酸洗槽边上没有洗眼器
孕妇也在刷胶
上次检查的人来了就把风机打开 走了又关
泄爆口被堵住了
有人发烧还让上班
下班后头晕 回家躺一会就好
机器没有防护罩 容易卷手
起火原因一直没查清
班长骂人 说死不了
no gloves for acid work
the alarm has been broken since may
my father died of silicosis in 2015
they lock the fire exit at night
the boss turned off the fans to save power
i get headaches after every shift
抛光车间没吸尘 鼻子里全是黑的
电工没有证就让上
一年到头没见过检测的人来
下班洗手用汽油
打磨工老李咳了三年 拍片说肺上有点
我们要求装风机 老板说装了要停产
厂里只有一个急救箱还是空的
工人下罐清洗不测气 就拿个电扇吹
酸桶没盖 走过去鼻子一酸
叉车没人有证 差点撞到人
三班倒 一天十二个小时
去年夏天烧炉子的热晕了一个 后来不干了
贴的标志都掉下来了
气味熏到隔壁小区 大家都有意见
合同签了不给我们
火灾报警按钮是坏的
老板娘说谁举报就让谁滚
除尘灰堆在墙角一米多高
怀疑胶水里有苯 闻久了头昏
工伤了也不报 自己掏钱
手上裂口子 药水泡的
安全员从来没下来过车间
机器漏油地上滑 有人摔过
夜班开着喷漆 关着窗户
下井前没有测氧气 怕哪天上不来
戴的口罩是纱布的
说要体检 抽了血就没下文
焊工眼睛经常打到 流泪
切割的没有护目镜 铁屑进眼睛是常事
车间楼上就是宿舍 万一烧起来怎么办
老板让我们撒谎说有培训
噪音大 耳朵嗡嗡响
过年时候隔壁厂爆炸 我们这也一样的设备
应急灯都不亮
水帘柜没水
they never tested the air in the tank
paint fumes make me dizzy in the evening
the press has no guard, a man lost a finger last year
we sleep in the workshop
nobody trained us for fire
masks cost us money
电焊区没有挡板 眼睛被打得疼
车间粉多 衣服一抖都是灰
厂长说今年不体检了
滤筒一年没换 风吸不动
签了字但没发口罩
要求加班到十点 累死
隔壁厂去年一把火烧光了 我们厂还是不装喷淋
危废桶露天放着 下雨就流出来
胶水桶没有标签
地沟盖板没盖 容易踩空
我肺功能下降 厂里不认
有限空间作业没有审批
酸碱放一起 不知道会不会爆
打磨间温度高 人受不了
女工怀孕了还在流水线刷胶
防毒面具一个大家轮流戴
灭火器压力不足
领导从来不来车间看
没人告诉我们这是高毒
工资条上扣了口罩钱
噪声检测是假的
每天回家吐出来的痰是黑的
厂房是彩钢瓦 漏雨
冲压没有双手按钮 前几年断过手指
洗手间没有水
说是水性漆 闻着还是呛
新工人干两天就头疼走了
应急演练照片是摆拍
配电箱没有漏电保护
抽风机声音大但不抽风
机修工带病上班
氧气瓶乙炔瓶放一起
安全出口灯坏了 一到晚上黑漆漆
车间禁止说话 说话罚款
要查就突然来 别提前打招呼
the boss hides the barrels when inspectors come
my skin burns after washing parts every day
there is no shower
two men died here in 2019
the ladder is broken
we breathe dust all day
砂轮没有罩 碎片飞出来过
车间的灯很暗
老板让童工包装
打胶间窗户钉死
新厂房没验收就开工
厂里不给上社保
我在喷漆房三年了 查血白细胞低
出粉口漏粉 地上厚厚一层
从没听过应急预案
干活累得腰疼
离职要体检 老板叫自己去
把除尘器的电闸拉了省电
废气直接往外排
焊接车间烟雾大 排不出去
酸雾把窗框都烂了
安检员是老板小舅子
粉尘检测那天停产了
口罩一捏就碎
模具车间油烟大 地滑
女厕所里堆胶桶
他们用汽油擦地
灭火毯都没有
桶上全是外文看不懂
我们班十二个人 就三副眼镜
师傅手把手教 没有书面的规程
压力容器过期没检
冬天烧煤取暖 没装烟道
换下来的滤芯随便丢
拿了体检表不让看
老板换了三任 没一个管的
干完活嗓子疼
晚上偷偷排
开会说要整改 拖了四个月
隔离栏杆断了一截
chemicals are stored next to the canteen
the fan makes noise but does not pull
they cut our pay if we wear a mask
the exit is blocked by boxes
the report on the wall is from 2018
车间粉尘很大没有除尘设备
老板不发口罩
从来没有安排过体检
喷漆没有抽风 味道很大
工人没有签合同没买保险
有毒的胶水没有标签
我咳嗽两个月了 厂里不给看
通风设备坏了很久没修
安全通道被货堵住了
检查时才开除尘 平时不开
去年有人晕倒过 没人管
车间没有警示牌
让没培训的人上岗
气味难闻 下班头痛
没有应急预案也没有急救药
高毒岗位没有淋浴
有个工友查出尘肺被辞退了
噪声太大 耳朵快聋了
车间住人
未成年人在做打磨
检测报告是假的
老板威胁举报的人
化学品和食堂挨着
除尘器的灰从来不清 怕爆炸
清池子不检测气体就让人下
机器没有防护 有人手被夹过
消防栓是坏的
夏天太热 中暑的很多
体检结果不告诉我们
口罩要自己买
危害没有告知 合同里没有
工人不戴口罩 没人管
粉尘从窗户飘到村里
外包的人没有任何防护
焊接烟尘很大 呛得难受
no masks and lots of dust
the ventilation has been off for months
last month someone fainted but is fine now
they never told us the glue is toxic
I want to report that there is no health check
去年我们厂有人中毒，后来赔了钱
喷漆房没有排风，天天闻味道
老板不发口罩，怕以后得尘肺
车间粉尘很大，希望来查
从来没有发生过着火的事
要是着火了没有出口，我们很担心
没给我们做体检
灭火器过期了没人换
培训的时候讲过中毒怎么救
合同里没写有什么危害
消防通道被货堵住了
打磨时灰尘大得看不清人
每天下班鼻子里都是黑的
厂里半夜开工，除尘不开
他们把油漆桶乱放，容易起火
警示牌写的是苯，小心中毒
上个月隔壁厂爆炸了
干完活头晕，休息一下就好了，长期这样
没签劳动合同，也没上工伤保险
胶水味道大，嗓子不舒服
老板说晕倒是自己身体不好，那是前年的事
高温天没有防暑降温
噪声大，耳朵听不清
应急预案没有，也没演练过
洗手池没水
检测报告没贴出来
风机坏了半个月没修
没有发防毒面具
怀孕的女工还在刷胶
有个工友查出尘肺，老板不管
车间门口堆了很多木屑
原来的除尘器拆了没装
工人住在仓库二楼
投诉了几次都没人管
机器没有防护罩，容易夹手
电线老化了，怕触电
体检结果不给我们看
夜班不戴口罩
The fire extinguishers are empty
There was a poisoning last year
我想问一下中毒算不算工伤
以前有人晕倒过，公司不承认
建议装个燃气报警器
车间通风差，待久了头晕
希望你们查一下除尘器有没有开
老板让我们自己买防毒口罩
粉尘爆炸的危险很大，没人管
厂里不让我们打120，说影响不好
工人说刷漆时经常恶心
没有救护药箱
急救电话没贴
喷漆没有开风机，味道冲
他们让没证的人进罐干活
去年冬天煤气中毒死了一个，没报
有人手被机器压伤过，没上报工伤
危废桶漏了很久没处理
电线裸露，容易触电
胶水桶没盖盖子，一屋子味
三年没测过苯了
安全出口上锁，万一失火了跑不出去
安全出口一直锁着 没人管
车间没有报警器 煤气漏了都不晓得
灭火器过期了一年 没人换
口罩漏气 发的是旧的
老板说不会中毒 不给我们体检
去年隔壁厂爆炸死了人 我们厂也没整改
防爆柜门关不上
天天加班人都要累倒了
喷漆房没抽风 味道大得很
排风扇坏了半年 没人修
师傅说上次有人晕倒过 现在还是没装风机
怕哪天触电 电线都露出来了
粉尘太大了 咳了好几个月
厂里从来没搞过消防演练
冲床没有防护罩 迟早把手压断
体检查出来血铅高 老板让我回家
废水倒在后面河里
锅炉没有人年检
氨气报警器是坏的 不响
晚上把通风关了省电
手套破了也不给换
车间温度太高 夏天热死人
新来的没培训就上岗 出了事谁负责
他们把废酸倒进下水道
胶水桶没有标签 不知道有没有苯
听说以前有人掉进池子 现在还没装栏杆
工伤保险没交 手指压断的没赔
打磨不戴口罩 老板说没事
我想问下 中毒了算不算工伤
灭火毯挂在哪里 没人教
there is no fan in the spray room
they never gave us masks
boss says no accident happened
last year one guy lost finger
危险品仓库和宿舍在一层楼
晚上厂门锁着 出不去买东西
煤气罐放在车间里 没有固定
电工没有证 乱接线
着火了往哪跑没人讲过
消防通道堵满了货
除尘器三个月没清灰 容易爆炸
车间闷得要命 风扇不给开
厂里说体检不合格的要辞退
喷粉房静电没接地 怕爆
老板让我们下池子清淤 没给面罩
电线老化 随时要起火
三楼逃生门焊死了
消防栓没水
危化品没有台账
胶水味道重 下班头疼
一到下午就头昏 换班就好
机器没有急停 上个月夹了一个人
配电柜旁边堆纸箱
班长说中毒是自己体质差
防毒面具的滤盒用了一年
没有洗眼器
氯气钢瓶没有固定
厂里火警演习都是假的
发的劳保鞋开胶
举报他们偷排废气
宿舍楼下就是油漆库
锅炉工没有证
冲床的光电保护被拆了
天热 车间四十度 没有防暑药
老板叫工人晚上偷偷倒废酸
除尘管道有火花探测没开
我爸在这干了十年 查出尘肺
硅胶粉到处飞 眼睛不舒服
加班到半夜 有人打瞌睡差点出事
the extinguisher is empty
""".strip().splitlines()

SEPARATE_NOW = """
快来人哪 冲床把老婆子的手剁了
酒精着起来了 灭火器用完了还没灭
那个新来的小伙子下到污水井里一直没见人
三个人急性苯中毒 躺在车间门口
电锯把小刘的手指头锯断了
胶桶烧着了到现在还没灭掉
他钻到锅炉里面就没看见他出来
两个人苯中毒了 送不送医院
墙上写着中毒了要打120我们这里老王中毒了
黑板上写着有人中毒了快打120
墙上写着打120老王中毒了打120
牌子上写着中毒了要打120 电话打不通人倒下了
""".strip().splitlines()

SEPARATE_NOT_NOW = """
铅中毒的工友出院了 厂里不给报销
体检报告写的苯中毒观察对象
培训课上放了爆炸的视频
噪音太大 耳朵嗡嗡叫 头都炸了
过期的灭火器压力表都到底了
汞中毒的补助一分没拿到
下到池子里干活 没见有人发过绳子
厂里从没讲过慢性中毒是什么样子
厂里墙上写着中毒了要打120
牌子上写着发生中毒请拨打120
制度上写着着火了应立即打119
""".strip().splitlines()
