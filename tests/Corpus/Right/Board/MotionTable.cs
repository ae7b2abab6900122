using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A motor controller takes a table of moves; a running table may be replaced by a newer one. The field takes the newer share after the
// older one has ended, and it is empty once the motor stands.
public sealed class MotionTable<THal>
    where THal : struct, IHal
{
    private readonly Device _motor;
    private Shared<THal> _running;

    public MotionTable(Device motor) => _motor = motor;

    public bool Run(ReadOnlySpan<int> moves, DmaBuffer table)
    {
        Halt();
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(moves);
        if (bytes.IsEmpty || bytes.Length > table.Length)
        {
            return false;
        }

        bytes.CopyTo(table.AsSpan());
        var next = new Shared<THal>(table, DriverToDevice);
        if (_motor.Start(next.Paddr, bytes.Length) < 0)
        {
            next.Unshare();
            return false;
        }

        _running = next;
        return true;
    }

    public bool WaitStanding(int milliseconds)
    {
        if (_running.Buffer.IsEmpty)
        {
            return true;
        }

        if (!_motor.Wait(milliseconds))
        {
            return false;
        }

        _running.Unshare();
        _running = default;
        return true;
    }

    public void Halt()
    {
        if (!_running.Buffer.IsEmpty)
        {
            _motor.Reset();
            _running.Unshare();
            _running = default;
        }
    }
}
