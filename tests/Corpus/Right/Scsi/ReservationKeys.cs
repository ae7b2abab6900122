using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Persistent reservations of a shared disk: register, reserve, release, each a command with a small parameter block. The parameter block
// is shared by one helper that ends it whatever the action was.
public enum ReservationAction
{
    Register,
    Reserve,
    Release,
    Preempt,
}

public sealed unsafe class ReservationKeys<THal>(Mailbox target, ulong key) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _block = new(24);
    private bool _registered;
    private bool _reserved;

    public bool Acquire()
    {
        _registered = _registered || Execute(ReservationAction.Register, 0, key) == 0;
        if (!_registered)
        {
            return false;
        }

        _reserved = Execute(ReservationAction.Reserve, key, 0) == 0;
        return _reserved;
    }

    public bool TakeFrom(ulong other) => _registered && (_reserved = Execute(ReservationAction.Preempt, key, other) == 0);

    public void Dispose()
    {
        if (_reserved && Execute(ReservationAction.Release, key, 0) != 0)
        {
            Log.Info("the reservation was not released");
        }

        _block.Dispose();
    }

    private int Execute(ReservationAction action, ulong current, ulong next)
    {
        uint opcode = action switch
        {
            ReservationAction.Register => 0x5F00,
            ReservationAction.Reserve => 0x5F01,
            ReservationAction.Release => 0x5F02,
            ReservationAction.Preempt => 0x5F04,
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
        DmaBuffer block = _block.Buffer;
        BinaryPrimitives.WriteUInt64BigEndian(block.AsSpan(), current);
        BinaryPrimitives.WriteUInt64BigEndian(block.AsSpan()[8..], next);
        using var shared = new SharedScope<THal>(block, DriverToDevice);
        return target.Execute(opcode, shared.Paddr);
    }
}
