using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A controller's recovery: after a reset all live requests are given to it again, by the same addresses. The shares are kept across the
// reset; only those that are refused then are ended.
public sealed class RecoveringQueue<THal>
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Dictionary<int, Shared<THal>> _live = new();
    private int _nextToken;

    public RecoveringQueue(Device device) => _device = device;

    public int Submit(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.Both);
        if (!_device.Submit(share.Paddr, data.Length))
        {
            share.Unshare();
            return -1;
        }

        int token = _nextToken++;
        _live.Add(token, share);
        return token;
    }

    public bool Complete(int token)
    {
        if (_live.Remove(token, out Shared<THal> share))
        {
            share.Unshare();
            return true;
        }

        return false;
    }

    public int Recover()
    {
        _device.Reset();
        int lost = 0;
        foreach (int token in new List<int>(_live.Keys))
        {
            Shared<THal> share = _live[token];
            if (!_device.Submit(share.Paddr, share.Buffer.Length))
            {
                _live.Remove(token);
                share.Unshare();
                lost++;
            }
        }

        return lost;
    }
}
