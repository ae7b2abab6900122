using System;
using System.Runtime.InteropServices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A command block as the device reads it, from which the driver takes the address back: both halves are its own words.</summary>
public sealed unsafe class CommandBlocks<THal> : IDisposable
    where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Block
    {
        public uint AddressLow;
        public uint AddressHigh;
        public uint LengthAndFlags;
        public uint Tag;
    }

    private const uint Receive = 1u << 31;

    private readonly Dma<THal> _blocks = new(1, DriverToDevice);
    private readonly DmaBuffer[] _data = new DmaBuffer[HalConstants.PageSize / 16];

    private ref Block At(int index) => ref _blocks.Pointer<Block>(0)[index];

    private static PhysAddr AddressOf(in Block block) => new(block.AddressLow | (ulong)block.AddressHigh << 32);

    private static BufferDirection DirectionOf(in Block block) => (block.LengthAndFlags & Receive) != 0 ? DeviceToDriver : DriverToDevice;

    public PhysAddr Set(int index, DmaBuffer data, bool receive)
    {
        if (!_data[index].IsEmpty)
        {
            throw new InvalidOperationException($"Block {index} is in use.");
        }

        ulong address = THal.Share(data, receive ? DeviceToDriver : DriverToDevice).Value;
        _data[index] = data;
        ref Block block = ref At(index);
        block.AddressLow = (uint)(address & uint.MaxValue);
        block.AddressHigh = (uint)(address >> 32);
        block.LengthAndFlags = (uint)data.Length | (receive ? Receive : 0);
        block.Tag = (uint)index;
        return _blocks.PaddrAt((nuint)(index * sizeof(Block)));
    }

    public void Done(int index)
    {
        if (_data[index].IsEmpty)
        {
            return;
        }

        ref readonly Block block = ref At(index);
        THal.Unshare(AddressOf(in block), _data[index], DirectionOf(in block));
        _data[index] = default;
    }

    /// <summary>To be called when the device is stopped.</summary>
    public void Dispose()
    {
        for (int i = _data.Length; --i >= 0;)
        {
            Done(i);
        }

        _blocks.Dispose();
    }
}
