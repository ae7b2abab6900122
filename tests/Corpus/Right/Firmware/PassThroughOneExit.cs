using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A pass-through in the manner of firmware: map, run, wait by polling, unmap, one exit.</summary>
public sealed class PassThrough<THal>(NvmeQueue queue, Device controller)
    where THal : struct, IHal
{
    public enum Outcome
    {
        Success,
        OutOfResources,
        Timeout,
        DeviceError,
    }

    public Outcome Execute(byte opcode, DmaBuffer transfer, DmaBuffer metadata, TimeSpan timeout)
    {
        var outcome = Outcome.DeviceError;
        PhysAddr mapData = default;
        PhysAddr mapMeta = default;
        BufferDirection direction = (opcode & 0b11) switch
        {
            0b01 => BufferDirection.DriverToDevice,
            0b10 => BufferDirection.DeviceToDriver,
            _ => BufferDirection.Both,
        };

        try
        {
            if (!transfer.IsEmpty)
            {
                mapData = THal.Share(transfer, direction);
            }

            if (!metadata.IsEmpty)
            {
                mapMeta = THal.Share(metadata, direction);
            }

            int command = queue.Submit(opcode, mapData, mapMeta);
            if (command < 0)
            {
                goto Exit;
            }

            long until = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
            while (!queue.IsDone(command))
            {
                if (Environment.TickCount64 >= until)
                {
                    controller.Reset();
                    outcome = Outcome.Timeout;
                    goto Exit;
                }
            }

            outcome = Outcome.Success;
        }
        catch (DmaException)
        {
            outcome = Outcome.OutOfResources;
        }

    Exit:
        if (mapData != default)
        {
            THal.Unshare(mapData, transfer, direction);
        }

        if (mapMeta != default)
        {
            THal.Unshare(mapMeta, metadata, direction);
        }

        return outcome;
    }
}
