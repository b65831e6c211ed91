#pragma warning disable
using System.Numerics;
namespace DropoutGen;
internal static class Philox4x32 {
  public static void Block(uint c0,uint c1,uint c2,uint c3,uint k0,uint k1,Span<uint> o){ for(int r=0;r<10;r++){ ulong p0=0xD2511F53ul*c0,p1=0xCD9E8D57ul*c2; uint n0=(uint)(p1>>32)^c1^k0,n1=(uint)p1,n2=(uint)(p0>>32)^c3^k1,n3=(uint)p0; c0=n0;c1=n1;c2=n2;c3=n3; k0+=0x9E3779B9;k1+=0xBB67AE85;} o[0]=c0;o[1]=c1;o[2]=c2;o[3]=c3; }
}
internal readonly struct KeepProbability { public readonly int Threshold; public KeepProbability(double rate){ if(!(rate>=0&&rate<1)) throw new ArgumentOutOfRangeException(nameof(rate),rate,"rate"); Threshold= rate==0?65536:Math.Clamp((int)Math.Round((1-rate)*65536),1,65535);} public double Effective=>Threshold/65536.0; }
internal readonly struct MaskLayout { public readonly int RowBits; public readonly int Units; public MaskLayout(int units){ Units=units; RowBits = units>=128?(units+127)/128*128:(int)BitOperations.RoundUpToPowerOf2((uint)units);} public int WordCount(int rows)=>((rows*RowBits+127)/128*4)+64; }
internal static class MaskGenerator { public static void Fill(VectorWidth width,Span<uint> d,MaskLayout l,int site,ulong seed,ulong firstPass,int passes,int firstRow,int rows,KeepProbability keep){
  int w=l.RowBits; if(keep.Threshold==65536){ d.Fill(uint.MaxValue); return; }
  d.Clear(); Span<uint> o=stackalloc uint[4]; Span<uint> acc=stackalloc uint[4];
  int r=w>=128?1:128/w; int blocks=w>=128?w/128:1;
  for(int row=firstRow;row<firstRow+rows;row++) for(int b=0;b<blocks;b++){ acc.Clear(); for(int bit=BitOperations.TrailingZeroCount(keep.Threshold);bit<16;bit++){ int s=15-bit; Philox4x32.Block((uint)(row/r),(uint)(s|b<<4|site<<18),(uint)firstPass,(uint)(firstPass>>32),(uint)seed,(uint)(seed>>32),o); for(int i=0;i<4;i++) acc[i]=((keep.Threshold>>bit)&1)!=0?acc[i]|o[i]:acc[i]&o[i]; }
    int n=Math.Min(w,128); int src=r>1?(row%r)*w:0; for(int i=0;i<n;i++){ int q=src+i; if(((acc[q>>5]>>(q&31))&1)!=0){ long at=(long)(row-firstRow)*w+b*128+i; d[(int)(at>>5)]|=1u<<(int)(at&31);} } } } }
