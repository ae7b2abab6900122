using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A submission queue and its completion queue, created on the controller.</summary>
public sealed class NvmeQueuePair<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _submission;
    private readonly Dma<THal> _completion;
    private readonly Mailbox _admin;
    private bool _disposed;

    private NvmeQueuePair(Mailbox admin, Dma<THal> submission, Dma<THal> completion) =>
        (_admin, _submission, _completion) = (admin, submission, completion);

    public static NvmeQueuePair<THal>? TryCreate(Mailbox admin, ushort entries)
    {
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)entries * 16), DeviceToDriver, out var completion))
        {
            return null;
        }

        if (!Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)entries * 64), DriverToDevice, out var submission))
        {
            completion.Dispose();
            return null;
        }

        if (admin.Execute(5, completion.Paddr) != 0)
        {
            goto FreeBoth;
        }

        if (admin.Execute(1, submission.Paddr) != 0)
        {
            goto DeleteCompletion;
        }

        return new NvmeQueuePair<THal>(admin, submission, completion);

    DeleteCompletion:
        admin.Execute(4, completion.Paddr);
    FreeBoth:
        submission.Dispose();
        completion.Dispose();
        return null;
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        bool deleted = _admin.Execute(0, _submission.Paddr) == 0 && _admin.Execute(4, _completion.Paddr) == 0;
        if (deleted)
        {
            _submission.Dispose();
            _completion.Dispose();
        }
        else
        {
            _submission.Abandon();
            _completion.Abandon();
        }
    }
}
