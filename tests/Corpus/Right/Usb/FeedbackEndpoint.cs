using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Isochronous playback whose rate follows a feedback endpoint; both transfers are prepared as records. With-expressions copy a record
// that is not started; the started one is in the list and ended from there.
public sealed class FeedbackPlayer<THal>(Device endpoint)
    where THal : struct, IHal
{
    private sealed record Transfer(DmaBuffer Memory, BufferDirection Direction)
    {
        public PhysAddr Address { get; init; }
    }

    private readonly List<Transfer> _started = new();

    public int Rate { get; private set; } = 48;

    public bool Play(DmaBuffer samples, DmaBuffer feedback)
    {
        Transfer play = new(samples, DriverToDevice);
        Transfer follow = new(feedback, DeviceToDriver);
        bool running = Start(play) && Start(follow) && endpoint.Wait(100);
        if (!running)
        {
            endpoint.Reset();
        }

        FinishAll();
        if (running)
        {
            Rate = Math.Clamp((int)feedback[2], 40, 56);
        }

        return running;
    }

    private bool Start(Transfer transfer)
    {
        Transfer mapped;
        try
        {
            mapped = transfer with { Address = THal.Share(transfer.Memory, transfer.Direction) };
        }
        catch (DmaException)
        {
            return false;
        }

        _started.Add(mapped);
        return endpoint.Submit(mapped.Address, mapped.Memory.Length);
    }

    private void FinishAll()
    {
        foreach (Transfer transfer in _started)
        {
            THal.Unshare(transfer.Address, transfer.Memory, transfer.Direction);
        }

        _started.Clear();
    }
}
