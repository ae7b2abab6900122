using System;
using System.Runtime.InteropServices;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Hardware statistics that the interface dumps into memory on demand. The block is DMA memory for the device to write; the CPU only
// reads it, and copies before it is used.
public sealed unsafe class StatisticsBlock<THal> : IDisposable
    where THal : struct, IHal
{
    private const int DumpAddressLow = 0x10;
    private const int DumpAddressHigh = 0x14;
    private const ulong DumpCommand = 0x8;

    private readonly Device _device;
    private readonly Dma<THal> _block;

    public StatisticsBlock(Device device)
    {
        _device = device;
        _block = new Dma<THal>(1, BufferDirection.DeviceToDriver);
    }

    public bool TryRead(out Counters counters)
    {
        ulong address = _block.Paddr.Value;
        _device.WriteRegister(DumpAddressHigh, address >> 32);
        _device.WriteRegister(DumpAddressLow, (address & 0xFFFF_FFFF) | DumpCommand);
        var deadline = Deadline.In(100);
        while ((_device.ReadRegister(DumpAddressLow) & DumpCommand) != 0)
        {
            if (deadline.Expired)
            {
                counters = default;
                return false;
            }

            Thread.Yield();
        }

        Thread.MemoryBarrier();
        counters = *_block.Pointer<Counters>(0);
        return true;
    }

    public void Dispose()
    {
        _device.Reset();
        _block.Dispose();
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Counters
    {
        public ulong Sent;
        public ulong Received;
        public ulong SendErrors;
        public uint ReceiveErrors;
        public ushort Missed;
        public ushort Misaligned;
    }
}
