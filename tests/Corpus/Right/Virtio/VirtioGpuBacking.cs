using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Attaching memory to a resource of a virtual GPU: a table of address and length for each piece. The pieces stay shared while they are
// attached; Detach asks the device first and ends them when it agreed.
public sealed unsafe class ResourceBacking<THal> : IDisposable
    where THal : struct, IHal
{
    private const uint AttachOpcode = 0x0106;
    private const uint DetachOpcode = 0x0107;
    private const int MaxPieces = HalConstants.PageSize / 16;

    private readonly Mailbox _control;
    private readonly Dma<THal> _table = new(1, BufferDirection.DriverToDevice);
    private readonly List<(DmaBuffer Memory, PhysAddr Address)> _pieces = new();

    public ResourceBacking(Mailbox control) => _control = control;

    public bool Attach(IEnumerable<DmaBuffer> pieces)
    {
        if (_pieces.Count != 0)
        {
            return false;
        }

        try
        {
            foreach (DmaBuffer piece in pieces)
            {
                if (_pieces.Count == MaxPieces)
                {
                    EndAll();
                    return false;
                }

                _pieces.Add((piece, THal.Share(piece, BufferDirection.DriverToDevice)));
            }
        }
        catch (DmaException)
        {
            EndAll();
            throw;
        }

        Descriptor* entry = _table.Pointer<Descriptor>(0);
        foreach ((DmaBuffer memory, PhysAddr address) in _pieces)
        {
            *entry++ = new Descriptor { Address = address.Value, Length = (uint)memory.Length };
        }

        if (_control.Execute(AttachOpcode, _table.Paddr) != 0)
        {
            EndAll();
            return false;
        }

        return true;
    }

    public bool Detach()
    {
        if (_pieces.Count != 0 && _control.Execute(DetachOpcode, _table.Paddr) != 0)
        {
            return false;
        }

        EndAll();
        return true;
    }

    public void Dispose()
    {
        if (Detach())
        {
            _table.Dispose();
            return;
        }

        // The device keeps the memory: neither pieces nor table can be had back.
        foreach ((_, PhysAddr address) in _pieces)
        {
            DmaOwnership.Abandon<THal>(address);
        }

        _pieces.Clear();
        _table.Abandon();
    }

    private void EndAll()
    {
        foreach ((DmaBuffer memory, PhysAddr address) in _pieces)
        {
            THal.Unshare(address, memory, BufferDirection.DriverToDevice);
        }

        _pieces.Clear();
    }
}
