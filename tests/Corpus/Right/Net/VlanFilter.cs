using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The VLAN filter of a network port, as a bitmap that the firmware reads. The bitmap is changed only while it is not shared, and each
// command has a scope of its own.
public sealed class VlanFilter<THal>(Mailbox firmware) : IDisposable
    where THal : struct, IHal
{
    private const uint SetFilter = 0x0231;
    private const uint SetPromiscuous = 0x0232;

    private readonly PinnedBuffer _bitmap = new(4096 / 8);

    public bool Promiscuous { get; private set; }

    public bool Add(int vlan) => Change(vlan, true);

    public bool Remove(int vlan) => Change(vlan, false);

    public void Dispose() => _bitmap.Dispose();

    private bool Change(int vlan, bool wanted)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)vlan, 4095u);
        byte mask = (byte)(1 << (vlan & 7));
        DmaBuffer bitmap = _bitmap.Buffer;
        bool present = (bitmap[vlan / 8] & mask) != 0;
        if (present == wanted)
        {
            return true;
        }

        bitmap[vlan / 8] ^= mask;
        if (Upload() == 0)
        {
            return true;
        }

        // The hardware table is full: fall back to taking everything, and keep the bitmap as the hardware has it.
        bitmap[vlan / 8] ^= mask;
        if (!wanted)
        {
            return false;
        }

        Promiscuous = Upload(SetPromiscuous) == 0;
        return Promiscuous;
    }

    private int Upload(uint opcode = SetFilter)
    {
        using var shared = new SharedScope<THal>(_bitmap.Buffer, DriverToDevice);
        return firmware.Execute(opcode, shared.Paddr);
    }
}
