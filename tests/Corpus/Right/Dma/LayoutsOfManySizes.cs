using System.Runtime.InteropServices;
using Hal;

/// <summary>Packed, padded, explicit and inline-array structs fill a page to its last byte.</summary>
public sealed unsafe class Layouts<THal>
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Packed
    {
        public byte Kind;
        public uint Length;
        public ulong Address;
    }

    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct Padded
    {
        public uint Value;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct Union
    {
        [FieldOffset(0)]
        public ulong Whole;

        [FieldOffset(0)]
        public uint Low;

        [FieldOffset(4)]
        public uint High;
    }

    [System.Runtime.CompilerServices.InlineArray(8)]
    private struct Eight
    {
        private ushort _first;
    }

    public static ulong Run()
    {
        using var region = new Dma<THal>(1, BufferDirection.Both);
        byte* start = region.Vaddr(0);
        Packed* packed = (Packed*)start;
        packed[314].Length = 1;
        packed[314].Address = 2;
        Padded* padded = (Padded*)start;
        padded[63].Value = 3;
        Union* union = (Union*)start;
        union[511].High = 4;
        Eight* eight = (Eight*)start;
        eight[255][7] = 5;
        char* characters = (char*)start;
        characters[2047] = 'x';
        bool* flags = (bool*)start;
        flags[4095] = true;
        *(decimal*)(start + 4080) = 6;
        return union[511].Whole + packed[314].Kind;
    }
}
