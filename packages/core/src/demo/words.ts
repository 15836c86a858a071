/** Words the demo company is made of. All names are invented; addresses of the web end in .example, phone numbers follow the national form with figures of our own. */

export const colleagues = [
  { login: 'admin', name: '林晓燕', job: '系统管理员', dept: 'hq', role: 'administrator' },
  { login: 'director', name: '郑国栋', job: '销售总监', dept: 'sales', role: 'director' },
  { login: 'chen', name: '陈思远', job: '销售经理', dept: 'east', role: 'seller' },
  { login: 'xu', name: '许曼', job: '销售经理', dept: 'south', role: 'seller' },
  { login: 'viewer', name: '何佳', job: '财务主管', dept: 'finance', role: 'readOnly' },
  { login: 'zhou', name: '周亦凡', job: '销售代表', dept: 'eastOne', role: 'seller' },
  { login: 'sun', name: '孙悦', job: '销售代表', dept: 'east', role: 'seller' },
  { login: 'mia', name: 'Mia Hartwell', job: 'Key account manager', dept: 'overseas', role: 'seller' },
  { login: 'luo', name: '罗嘉文', job: '服务工程师', dept: 'service', role: 'seller' },
  { login: 'qian', name: '钱一鸣', job: '前销售代表', dept: 'south', role: 'seller', left: true },
] as const;

export const departments = [
  { key: 'hq', name: '清源仪器', above: null, kind: 'company' },
  { key: 'sales', name: '销售中心', above: 'hq', kind: 'department' },
  { key: 'east', name: '华东区', above: 'sales', kind: 'department' },
  { key: 'eastOne', name: '华东一组', above: 'east', kind: 'team' },
  { key: 'south', name: '华南区', above: 'sales', kind: 'department' },
  { key: 'overseas', name: '海外部', above: 'sales', kind: 'department' },
  { key: 'service', name: '服务部', above: 'hq', kind: 'department' },
  { key: 'finance', name: '财务部', above: 'hq', kind: 'department' },
] as const;

type Place = { city: string; province: string; region: string; code: string; streets: readonly string[] };
export const places: Record<'east' | 'south' | 'north', readonly Place[]> = {
  east: [
    { city: '杭州', province: '浙江', region: 'east', code: '0571', streets: ['良睦路', '文一西路', '滨盛路'] }, { city: '宁波', province: '浙江', region: 'east', code: '0574', streets: ['江南路', '通途路'] },
    { city: '上海', province: '上海', region: 'east', code: '021', streets: ['金科路', '漕宝路', '沪青平公路'] }, { city: '苏州', province: '江苏', region: 'east', code: '0512', streets: ['星湖街', '金鸡湖大道', '长阳街'] },
    { city: '南京', province: '江苏', region: 'east', code: '025', streets: ['软件大道', '将军大道'] }, { city: '无锡', province: '江苏', region: 'east', code: '0510', streets: ['菱湖大道', '新华路'] },
    { city: '常州', province: '江苏', region: 'east', code: '0519', streets: ['科教路', '河海西路'] }, { city: '合肥', province: '安徽', region: 'east', code: '0551', streets: ['望江西路', '创新大道'] },
    { city: '嘉兴', province: '浙江', region: 'east', code: '0573', streets: ['亚太路'] }, { city: '绍兴', province: '浙江', region: 'east', code: '0575', streets: ['曹娥江路'] },
  ],
  south: [
    { city: '深圳', province: '广东', region: 'south', code: '0755', streets: ['科苑路', '留仙大道', '宝安大道'] }, { city: '广州', province: '广东', region: 'south', code: '020', streets: ['科学大道', '开创大道'] },
    { city: '佛山', province: '广东', region: 'south', code: '0757', streets: ['季华路'] }, { city: '东莞', province: '广东', region: 'south', code: '0769', streets: ['工业南路', '松湖大道'] },
    { city: '珠海', province: '广东', region: 'south', code: '0756', streets: ['港湾大道'] }, { city: '厦门', province: '福建', region: 'south', code: '0592', streets: ['软件园二期', '集美大道'] },
  ],
  north: [
    { city: '北京', province: '北京', region: 'north', code: '010', streets: ['上地三街', '科创十三街'] }, { city: '天津', province: '天津', region: 'north', code: '022', streets: ['海泰发展六道'] },
    { city: '沈阳', province: '辽宁', region: 'northeast', code: '024', streets: ['浑南中路'] }, { city: '武汉', province: '湖北', region: 'central', code: '027', streets: ['高新大道', '珞喻路'] },
    { city: '成都', province: '四川', region: 'west', code: '028', streets: ['天府大道'] }, { city: '西安', province: '陕西', region: 'west', code: '029', streets: ['锦业路'] },
  ],
};

/** Two-sign trade names; with a place and a trade they make a company. */
export const brands = '鼎科 沪申 海川 锐光 云栖 恒拓 久安 正阀 量衡 昱辉 禾锦 曜芯 穗通 德厨 鹭岛 澜图 精途 沐川 启衡 朗拓 远岫 清和 博砚 凌渡 素问 承泽 亿晟 同甫 华砺 星槎 望舒 青禾 蓝屿 三棱 致微 拾光 云岭 砺行 赛尔 中岳 荣川 安澜 汇景 天枢 景行 卓越达 思源 立讯通 佳禾 永嘉'.split(' ');
export const trades: readonly { words: readonly string[]; industry: string }[] = [
  { words: ['精密仪器', '测控技术'], industry: 'instruments' }, { words: ['生物制药', '生物科技'], industry: 'biopharma' }, { words: ['泵业', '重工机械', '流体控制'], industry: 'machinery' }, { words: ['激光科技', '光电'], industry: 'photonics' },
  { words: ['数据服务', '软件'], industry: 'software' }, { words: ['自动化', '机器人'], industry: 'automation' }, { words: ['医疗器械'], industry: 'medical' }, { words: ['检测技术'], industry: 'testing' }, { words: ['汽车部件'], industry: 'automotive' },
  { words: ['新能源材料', '储能科技'], industry: 'energy' }, { words: ['纺织'], industry: 'textile' }, { words: ['半导体', '微电子'], industry: 'semiconductor' }, { words: ['冷链物流'], industry: 'logistics' }, { words: ['智能家居'], industry: 'appliance' },
  { words: ['水务集团'], industry: 'utilities' }, { words: ['海洋工程'], industry: 'marine' }, { words: ['模具制造'], industry: 'mould' },
];
export const endings = ['有限公司', '股份有限公司', '（集团）有限公司', '有限公司', '有限公司'];
export const foreign: readonly { name: string; city: string; country: string; industry: string; phone: string }[] = [
  ['Harrow & Finch Instruments Ltd', 'Leeds', 'United Kingdom', 'instruments'], ['Northgate Photonics', 'Glasgow', 'United Kingdom', 'photonics'], ['Bellweather Foods plc', 'Bristol', 'United Kingdom', 'retail'], ['Arden Valley Brewing', 'Sheffield', 'United Kingdom', 'retail'],
  ['Kestrel Marine Systems', 'Bergen', 'Norway', 'marine'], ['Lindqvist Maskin AB', 'Västerås', 'Sweden', 'machinery'], ['Vogtländer Prüftechnik GmbH', 'Chemnitz', 'Germany', 'testing'], ['Sonnhof Medizintechnik GmbH', 'Tuttlingen', 'Germany', 'medical'],
  ['Ostermoor Automation GmbH', 'Bremen', 'Germany', 'automation'], ['Maison Verlaine Cosmétiques', 'Lyon', 'France', 'biopharma'], ['Atelier Mercier SA', 'Grenoble', 'France', 'mould'], ['Castellani Valvole S.r.l.', 'Brescia', 'Italy', 'machinery'],
  ['Puerto Azul Logística', 'Valencia', 'Spain', 'logistics'], ['Van der Haar Glass B.V.', 'Eindhoven', 'Netherlands', 'photonics'], ['Delta Polder Water', 'Zwolle', 'Netherlands', 'utilities'], ['Silver Birch Analytics', 'Portland', 'United States', 'software'],
  ['Granite State Semiconductor', 'Nashua', 'United States', 'semiconductor'], ['Redwood Cell Therapies', 'Oakland', 'United States', 'biopharma'], ['Prairie Wind Power Co.', 'Fargo', 'United States', 'energy'], ['Cedar & Pine Appliances', 'Grand Rapids', 'United States', 'appliance'],
  ['Maple Ridge Testing Labs', 'Waterloo', 'Canada', 'testing'], ['Southern Cross Mining Supplies', 'Perth', 'Australia', 'machinery'], ['Kowhai Dairy Research', 'Hamilton', 'New Zealand', 'biopharma'], ['Serangoon Precision Pte Ltd', 'Singapore', 'Singapore', 'instruments'],
  ['Penang Wafer Works Sdn Bhd', 'Penang', 'Malaysia', 'semiconductor'], ['Sakurai Seiki KK', 'Nagoya', 'Japan', 'machinery'], ['Hanbit Display Co.', 'Cheonan', 'South Korea', 'photonics'], ['Chao Phraya Auto Parts', 'Rayong', 'Thailand', 'automotive'],
  ['Mekong Textile JSC', 'Da Nang', 'Vietnam', 'textile'], ['Nilgiri Instruments Pvt Ltd', 'Coimbatore', 'India', 'instruments'],
].map(([name = '', city = '', country = '', industry = ''], index) => ({ name, city, country, industry, phone: `+${[44, 44, 44, 44, 47, 46, 49, 49, 49, 33, 33, 39, 34, 31, 31, 1, 1, 1, 1, 1, 1, 61, 64, 65, 60, 81, 82, 66, 84, 91][index]} 555 01${String(10 + index)}` }));

export const surnames = '王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单曾欧'.split('');
export const given = '建国 启明 芸 丽华 志强 晓峰 文博 静怡 雨桐 浩然 子涵 梦洁 国庆 海燕 立新 春梅 永康 思琪 俊杰 玉兰 振华 雅婷 少华 卫东 秀英 明辉 佳怡 宏伟 淑芬 凯 磊 敏 娜 洁 勇 涛 婷 超 霞 平 刚 桂英 欣然 一诺 泽宇 安琪 书瑶 景澄'.split(' ');
export const foreignPeople = ['Owen Barlow', 'Priya Nair', 'Elena Fuchs', 'Tomas Lind', 'Grace Okafor', 'Henrik Dahl', 'Chiara Conti', 'Luc Moreau', 'Ana Castro', 'Joost Bakker', 'Wendy Park', 'Kenji Mori', 'Nadia Rahman', 'Samuel Price', 'Ingrid Voss', 'Daniel Cho', 'Ruth Adler', 'Marta Silva', 'Oliver Stone-Hale', 'Yuki Tanabe'];
export const jobs = { decider: ['总经理', '副总经理', '厂长'], technical: ['技术总监', '质量经理', '实验室主任', '工艺工程师'], buyer: ['采购经理', '采购主管'], user: ['设备工程师', '质检员'], influencer: ['生产经理', '项目经理'] } as const;

export const products = [
  ['台式光谱仪 QS-100', 'instrument', 'QS-100', 'set', '186000', '98000'], ['台式光谱仪 QS-200', 'instrument', 'QS-200', 'set', '268000', '139000'], ['手持光谱仪 QH-20', 'instrument', 'QH-20', 'set', '98000', '51000'], ['激光粒度仪 QP-300', 'instrument', 'QP-300', 'set', '215000', '116000'],
  ['影像测量仪 QV-450', 'instrument', 'QV-450', 'set', '158000', '83000'], ['三坐标测量机 QC-800', 'instrument', 'QC-800', 'set', '468000', '265000'], ['在线测厚仪 QT-60', 'instrument', 'QT-60', 'set', '128000', '69000'], ['硬度计 QR-15', 'instrument', 'QR-15', 'set', '36800', '18500'],
  ['表面粗糙度仪 QF-5', 'instrument', 'QF-5', 'set', '29800', '14600'], ['恒温恒湿箱 QE-225', 'instrument', 'QE-225', 'set', '52000', '28800'], ['快换夹具 K1', 'fixture', 'K1', 'piece', '3600', '1250'], ['真空夹具 K7', 'fixture', 'K7', 'piece', '8800', '3900'], ['多工位转台 K12', 'fixture', 'K12', 'suite', '26500', '13800'],
  ['数据采集软件 QLink', 'software', 'QLink', 'suite', '18000', '0'], ['质量追溯平台 QTrace', 'software', 'QTrace', 'suite', '96000', '0'], ['SPC 分析模块', 'software', 'QLink-SPC', 'suite', '12000', '0'], ['年度校准服务', 'service', 'CAL-1Y', 'year', '6800', '2600'], ['延保服务（一年）', 'service', 'EXT-1Y', 'year', '9800', '3100'], ['现场培训', 'service', 'TRN-1D', 'time', '4500', '1500'],
  ['氙灯光源', 'spare', 'SP-XE', 'piece', '5200', '2300'], ['探头组件', 'spare', 'SP-PB', 'piece', '7600', '3400'], ['标准样块（十件）', 'spare', 'SP-ST', 'box', '2800', '900'], ['过滤芯', 'spare', 'SP-FT', 'box', '480', '150'],
] as const;

export const calls = ['报价 v3 的交期改为 6 周，请技术确认夹具', '对方认可方案，等下周预算会', '发送光谱仪选型表，对方转采购', '到厂看样机，产线节拍要求 38 秒/件', '回寄保密协议，已盖章', '二期预算 12 月初过会，先报框架价', '回访一期设备运行，返修 1 次已结', '采购提出账期 60 天，我方答 45 天', '样件测量结果已发，客户很满意', '对方换了采购负责人，需重新拜访', '约周四上午视频演示数据采集软件', '竞品报价低 8%，客户更看重售后', '未接，稍后再打', '确认招标文件中的技术参数', '客户希望本月内完成验收', '安排下周现场培训，两天', '校准到期，建议续签年度服务', '新厂房明年三月投产，需求约 6 台', '技术交流会，参会 9 人，重点问重复性', '节前问候，顺带了解明年计划'];
export const englishCalls = ['Sent the revised quotation, delivery six weeks', 'Demo of QLink went well; they want a trial licence', 'No answer, will try again on Thursday', 'Visited the plant, line needs 38 s per part', 'Budget goes to the board in December', 'Buyer asks for 60 days, we offered 45', 'Calibration is due, proposed the yearly contract', 'Talked through the tender specification'];
export const nextSteps = ['电话确认报价 v3 的交期与付款条件', '寄样件测量报告', '拜访技术部门，确认测量方案', '准备投标文件', '催回合同', '安排样机试用', '回访使用情况', '发送年度服务方案', '约见总经理', '更新客户资料'];
export const deals = ['扩产线光谱检测', '实验室改造', '来料检验升级', '在线测厚项目', '质量追溯平台', '年度校准服务', '新厂房测量设备', '夹具换代', '二期检测线', '研发中心设备'];
export const englishDeals = ['Inline thickness gauging', 'Lab extension', 'Incoming inspection upgrade', 'Traceability platform', 'Yearly calibration', 'CMM for the new plant'];
export const competitors = ['瑞测', '东仪', '光谱之星', 'Metron', 'Precisa Nova'];
