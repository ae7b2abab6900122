using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>Refs, addresses, spans and casts of shared memory are made while it is shared, and used only afterwards.</summary>
public sealed unsafe class MakesRefs<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public uint Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DeviceToDriver);
        ref byte first = ref data[0];
        byte* second = &data.Pointer[1];
        Descriptor* descriptor = (Descriptor*)data.Pointer;
        ulong* address = &descriptor->Address;
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(data.AsSpan());
        Span<byte> tail = data.AsSpan()[8..];
        var copy = new ReadOnlySpan<byte>(data.Pointer, data.Length);
        void* raw = Unsafe.AsPointer(ref first);
        bool same = raw == data.Pointer && Unsafe.AreSame(ref first, ref data[0]) && sizeof(Descriptor) <= data.Length;
        _device.Start(at, tail.Length + words.Length + copy.Length);
        THal.Unshare(at, data, BufferDirection.DeviceToDriver);
        *address = 0;
        tail.Clear();
        words[0] = 1;
        return same ? (uint)(first + *second + copy[2]) + descriptor->Length : 0u;
    }
}
