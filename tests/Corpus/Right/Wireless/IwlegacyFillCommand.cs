using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (iwlegacy, wireless drivers): Fill writes the command before it is shared.
internal sealed class HostCommand<THal>(Device firmware)
    where THal : struct, IHal
{
    private const int HeaderBytes = 8;
    private byte _sequence;

    public bool Send(byte id, ReadOnlySpan<byte> payload, DmaBuffer command)
    {
        if (HeaderBytes + payload.Length > command.Length)
        {
            return false;
        }

        Fill(command, id, payload);
        PhysAddr address = THal.Share(command, DriverToDevice);
        bool done = firmware.Submit(address, HeaderBytes + payload.Length) && firmware.Wait(200);
        if (!done)
        {
            Log.Info($"iwl: command {id}");
            firmware.Reset();
        }

        THal.Unshare(address, command, DriverToDevice);
        return done;
    }

    private void Fill(DmaBuffer command, byte id, ReadOnlySpan<byte> payload)
    {
        command[0] = id;
        command[1] = _sequence++;
        command[2] = (byte)payload.Length;
        payload.CopyTo(command.AsSpan()[HeaderBytes..]);
    }
}
