using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Arguments in and out of a file system request, each shared in its direction and ended in one sweep.</summary>
public sealed class FuseArguments<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly List<Shared<THal>> _shares = new(6);

    public int Inputs { get; private set; }

    public FuseArguments<THal> In(DmaBuffer bytes)
    {
        if (_shares.Count != Inputs)
        {
            throw new InvalidOperationException("Inputs come before outputs.");
        }

        _shares.Add(new Shared<THal>(bytes, BufferDirection.DriverToDevice));
        Inputs++;
        return this;
    }

    public FuseArguments<THal> Out(DmaBuffer bytes)
    {
        _shares.Add(new Shared<THal>(bytes, BufferDirection.DeviceToDriver));
        return this;
    }

    public async Task<bool> RunAsync(Device device, CancellationToken cancellation)
    {
        foreach (Shared<THal> share in _shares)
        {
            if (!device.Submit(share.Paddr, share.Buffer.Length))
            {
                device.Reset();
                return false;
            }
        }

        device.Kick();
        try
        {
            if (await device.DoneAsync(cancellation))
            {
                return true;
            }
        }
        catch (OperationCanceledException)
        {
            device.Reset();
            throw;
        }

        device.Reset();
        return false;
    }

    public void Dispose()
    {
        for (int i = _shares.Count - 1; i >= 0; i--)
        {
            _shares[i].Unshare();
        }

        _shares.Clear();
        Inputs = 0;
    }
}
