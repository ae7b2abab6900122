using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>A table of shares in native memory, written and read through a pointer.</summary>
public sealed unsafe class NativeTable<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private struct Entry
    {
        public ulong Address;
        public byte* Memory;
        public int Length;
    }

    public void Run(Fragment* parts, int count)
    {
        Entry* table = (Entry*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(Entry));
        for (int i = 0; i < count; i++)
        {
            Entry* entry = &table[i];
            entry->Memory = parts[i].Pointer;
            entry->Length = parts[i].Length;
            entry->Address = THal.Share(new DmaBuffer(entry->Memory, entry->Length), BufferDirection.Both).Value;
        }

        _device.Kick();
        _device.Wait(10);
        for (Entry* entry = table; entry < table + count; entry++)
        {
            THal.Unshare(new PhysAddr(entry->Address), new DmaBuffer(entry->Memory, entry->Length), BufferDirection.Both);
        }

        NativeMemory.Free(table);
    }
}
