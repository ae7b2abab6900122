using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The command queue engine of an eMMC host: 32 slots, a doorbell bit for each.</summary>
public sealed unsafe class CommandQueueEngine<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Slots = 32;

    private struct Slot
    {
        public PhysAddr Data;
        public DmaBuffer Buffer;
        public BufferDirection Direction;
        public Action<int>? Done;
    }

    private readonly MmioRegion _registers;
    private readonly Dma<THal> _tasks;
    private readonly Slot[] _slots = new Slot[Slots];
    private uint _busy;

    public CommandQueueEngine(MmioRegion registers)
    {
        _registers = registers;
        _tasks = new Dma<THal>(1, DriverToDevice);
        _registers.Write64(0x20, _tasks.Paddr.Value);
    }

    public bool TryQueue(uint block, DmaBuffer data, bool write, Action<int> done)
    {
        int index = BitOperationsOf(~_busy);
        if (index == Slots)
        {
            return false;
        }

        ref Slot slot = ref _slots[index];
        slot.Direction = write ? DriverToDevice : DeviceToDriver;
        slot.Buffer = data;
        slot.Data = THal.Share(data, slot.Direction);
        slot.Done = done;
        ulong* task = _tasks.Pointer<ulong>((nuint)index * 16);
        task[0] = block | ((ulong)(data.Length / 512) << 32) | (write ? 0UL : 1UL << 62);
        task[1] = slot.Data.Value;
        _busy |= 1u << index;
        _registers.Write32(0x28, 1u << index);
        return true;
    }

    public void OnCompletion()
    {
        uint done = _registers.Read32(0x2C) & _busy;
        _registers.Write32(0x2C, done);
        for (int index = 0; done != 0; index++, done >>= 1)
        {
            if ((done & 1) != 0)
            {
                Finish(index, 0);
            }
        }
    }

    public void Dispose()
    {
        _registers.Write32(0x08, 0);
        for (int index = Slots - 1; index >= 0; index--)
        {
            if ((_busy & (1u << index)) != 0)
            {
                Finish(index, -5);
            }
        }

        _tasks.Dispose();
    }

    private void Finish(int index, int status)
    {
        ref Slot slot = ref _slots[index];
        THal.Unshare(slot.Data, slot.Buffer, slot.Direction);
        Action<int>? done = slot.Done;
        slot = default;
        _busy &= ~(1u << index);
        done?.Invoke(status);
    }

    private static int BitOperationsOf(uint free) => System.Numerics.BitOperations.TrailingZeroCount(free);
}
