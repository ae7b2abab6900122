using System;
using Devices;
using Hal;

/// <summary>Shutting down with requests pending: reset first, then every share, then the rings' memory.</summary>
public sealed class OrderlyShutdown<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _ring = new(1, BufferDirection.Both);
    private readonly Shared<THal>?[] _pending = new Shared<THal>?[64];
    private readonly Device _device = new();
    private bool _stopped;

    public bool Submit(int slot, DmaBuffer data)
    {
        ObjectDisposedException.ThrowIf(_stopped, this);
        if (_pending[slot] is not null)
        {
            return false;
        }

        var share = new Shared<THal>(data, BufferDirection.Both);
        _pending[slot] = share;
        _device.Program(share.Paddr, data.Length);
        return true;
    }

    public void Complete(int slot)
    {
        _pending[slot]?.Unshare();
        _pending[slot] = null;
    }

    public void Dispose()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        _device.Reset();
        if (!_device.Ready)
        {
            foreach (Shared<THal>? share in _pending)
            {
                if (share is { } stuck)
                {
                    DmaOwnership.Abandon<THal>(stuck.Paddr);
                }
            }

            _ring.Abandon();
            return;
        }

        for (int slot = 0; slot < _pending.Length; slot++)
        {
            Complete(slot);
        }

        _ring.Dispose();
    }
}
