using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in iPXE (xhci): the slot table is written with the address of the context that the switch has disposed of.
internal sealed unsafe class SlotTable<THal>(Device xhci)
    where THal : struct, IHal
{
    private struct SlotDescriptor
    {
        public ulong Address;
        public uint State;
    }

    private enum Completion
    {
        Success = 1,
        TransactionError = 4,
        NoSlots = 9,
    }

    private readonly Dma<THal> _table = new(1, Both);
    private readonly Dma<THal>?[] _contexts = new Dma<THal>?[64];

    public bool Enable(int slot)
    {
        if ((uint)slot >= 64 || _contexts[slot] is not null)
        {
            return false;
        }

        var context = new Dma<THal>(1, Both);
        PhysAddr address = context.Paddr;
        var completion = (Completion)xhci.ReadRegister(slot);
        switch (completion)
        {
            case Completion.Success:
                _contexts[slot] = context;
                break;
            default:
                context.Dispose();
                break;
        }

        SlotDescriptor* entry = _table.Pointer<SlotDescriptor>(0) + slot;
        entry->State = (uint)completion;
        if (completion != Completion.Success)
        {
            entry->Address = address.Value; //! HAL2008
            return false;
        }

        entry->Address = address.Value;
        return true;
    }

    public void Close()
    {
        xhci.Reset();
        foreach (ref Dma<THal>? context in _contexts.AsSpan())
        {
            context?.Dispose();
            context = null;
        }

        _table.Dispose();
    }
}
