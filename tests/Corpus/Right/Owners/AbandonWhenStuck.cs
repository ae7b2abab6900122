using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A controller without a reset: what it does not finish is abandoned with its memory, and noted. Abandoned shares are not ended and
// their memory is not freed; all the others are and is.
public sealed class NoResetController<THal>
    where THal : struct, IHal
{
    private static readonly List<PinnedBuffer> s_graveyard = new();
    private readonly Device _device;
    private bool _stuck;

    public NoResetController(Device device) => _device = device;

    public byte[]? Read(int length)
    {
        if (_stuck)
        {
            return null;
        }

        var memory = new PinnedBuffer(length);
        Shared<THal> share;
        try
        {
            share = new Shared<THal>(memory.Buffer, DeviceToDriver);
        }
        catch (DmaException)
        {
            memory.Dispose();
            return null;
        }

        byte[]? result = null;
        if (_device.Submit(share.Paddr, length))
        {
            if (!_device.Wait(1000))
            {
                _stuck = true;
                DmaOwnership.Abandon<THal>(share.Paddr);
                lock (s_graveyard)
                {
                    s_graveyard.Add(memory);
                }

                return null;
            }

            share.Unshare();
            result = memory.Buffer.AsReadOnlySpan().ToArray();
        }
        else
        {
            share.Unshare();
        }

        memory.Dispose();
        return result;
    }
}
