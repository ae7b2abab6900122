using System;
using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A codec's job: one source frame, one target frame, both mapped for the job only.</summary>
public sealed class MemToMemJob<THal>(MmioRegion codec)
    where THal : struct, IHal
{
    private (Shared<THal> Source, Shared<THal> Target, Action<bool> Done)? _job;

    public bool TryRun(DmaBuffer source, DmaBuffer target, Action<bool> done)
    {
        if (_job.HasValue)
        {
            return false;
        }

        var from = new Shared<THal>(source, DriverToDevice);
        Shared<THal> to;
        try
        {
            to = new Shared<THal>(target, DeviceToDriver);
        }
        catch (DmaException)
        {
            from.Unshare();
            return false;
        }

        _job = (from, to, done);
        codec.Write64(0x10, from.Paddr.Value);
        codec.Write64(0x18, to.Paddr.Value);
        codec.Write32(0x00, 1);
        return true;
    }

    public void OnInterrupt()
    {
        uint status = codec.Read32(0x04);
        codec.Write32(0x04, status);
        if (_job is not var (source, target, done))
        {
            return;
        }

        _job = null;
        target.Unshare();
        source.Unshare();
        done((status & 2) == 0);
    }

    public void Cancel()
    {
        codec.Write32(0x00, 0);
        while ((codec.Read32(0x08) & 1) != 0)
        {
            Thread.SpinWait(50);
        }

        if (_job is { } job)
        {
            _job = null;
            job.Target.Unshare();
            job.Source.Unshare();
            job.Done(false);
        }
    }
}
