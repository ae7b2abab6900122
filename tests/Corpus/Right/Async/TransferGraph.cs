using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A small graph of transfers in which one begins when those before it are done. Every node ends its own shares in its own task, so that
// a failed one holds nothing when its followers are told.
internal sealed class TransferNode<THal>
    where THal : struct, IHal
{
    private readonly DmaBuffer _source;
    private readonly DmaBuffer _target;
    private readonly List<TransferNode<THal>> _before = [];
    private Task? _task;

    public TransferNode(DmaBuffer source, DmaBuffer target)
    {
        _source = source;
        _target = target;
    }

    public TransferNode<THal> After(TransferNode<THal> other)
    {
        _before.Add(other);
        return this;
    }

    public Task RunAsync(DmaEngine engine) => _task ??= RunCoreAsync(engine);

    private async Task RunCoreAsync(DmaEngine engine)
    {
        foreach (TransferNode<THal> node in _before)
        {
            await node.RunAsync(engine);
        }

        PhysAddr from = THal.Share(_source, DriverToDevice);
        try
        {
            PhysAddr to = THal.Share(_target, DeviceToDriver);
            try
            {
                await engine.CopyAsync(from, to, Math.Min(_source.Length, _target.Length));
            }
            finally
            {
                THal.Unshare(to, _target, DeviceToDriver);
            }
        }
        finally
        {
            THal.Unshare(from, _source, DriverToDevice);
        }
    }
}
