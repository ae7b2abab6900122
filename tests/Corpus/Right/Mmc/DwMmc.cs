using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A storage host of a boot loader: a chain of descriptors and a bounce buffer for unaligned data.</summary>
public sealed unsafe class DwMmc<THal>(MmcController host, MmioRegion registers)
    where THal : struct, IHal
{
    private const int Alignment = 64;
    private const uint Own = 1u << 31;
    private const uint First = 1u << 3;
    private const uint Last = 1u << 2;

    private struct IdmaDescriptor
    {
        public uint Flags;
        public uint Count;
        public uint Address;
        public uint Next;
    }

    public int Transfer(int opcode, DmaBuffer data, bool read)
    {
        PinnedBuffer? bounce = null;
        DmaBuffer buffer = data;
        if ((ulong)data.Pointer % Alignment != 0 || data.Length % Alignment != 0)
        {
            bounce = new PinnedBuffer((data.Length + Alignment - 1) / Alignment * Alignment);
            buffer = bounce.Buffer;
            if (!read)
            {
                data.AsReadOnlySpan().CopyTo(buffer.AsSpan());
            }
        }

        int result = Run(opcode, buffer, read ? DeviceToDriver : DriverToDevice);
        if (bounce is not null)
        {
            if (read && result == 0)
            {
                buffer.AsReadOnlySpan()[..data.Length].CopyTo(data.AsSpan());
            }

            bounce.Dispose();
        }

        return result;
    }

    private int Run(int opcode, DmaBuffer buffer, BufferDirection direction)
    {
        int count = (buffer.Length + 4095) / 4096;
        using var chain = new Dma<THal>(HalConstants.PagesFor((nuint)(count * sizeof(IdmaDescriptor))), Both);
        PhysAddr paddr = THal.Share(buffer, direction);
        IdmaDescriptor* descriptors = chain.Pointer<IdmaDescriptor>(0);
        for (int i = 0; i < count; i++)
        {
            descriptors[i] = new IdmaDescriptor
            {
                Flags = Own | (i == 0 ? First : 0) | (i == count - 1 ? Last : 0),
                Count = (uint)Math.Min(4096, buffer.Length - (i * 4096)),
                Address = (uint)(paddr + (ulong)(i * 4096)).Value,
                Next = (uint)(chain.Paddr + (ulong)((i + 1) * sizeof(IdmaDescriptor))).Value,
            };
        }

        registers.Write32(0x88, (uint)chain.Paddr.Value);
        int result = host.SendCommand(opcode, 0);
        if (result == 0 && host.TimedOut(240))
        {
            result = -110;
        }

        if (result != 0)
        {
            host.StopTransfer();
        }

        registers.Write32(0x88, 0);
        THal.Unshare(paddr, buffer, direction);
        return result;
    }
}
