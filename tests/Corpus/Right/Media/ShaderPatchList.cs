using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A patch list with addresses of buffers: each command names the buffer by its place in the list. A builder collects and Execute ends
// all that it collected, once, however it leaves.
public sealed class PatchList<THal>
    where THal : struct, IHal
{
    private readonly List<(DmaBuffer Buffer, bool Writes)> _entries = new();
    private readonly Device _gpu;

    public PatchList(Device gpu) => _gpu = gpu;

    public PatchList<THal> Reads(DmaBuffer buffer)
    {
        _entries.Add((buffer, false));
        return this;
    }

    public PatchList<THal> Writes(DmaBuffer buffer)
    {
        _entries.Add((buffer, true));
        return this;
    }

    public bool Execute(int timeout)
    {
        var addresses = new PhysAddr[_entries.Count];
        int shared = 0;
        bool done = false;
        try
        {
            foreach ((DmaBuffer buffer, bool writes) in _entries)
            {
                addresses[shared] = THal.Share(buffer, DirectionOf(writes));
                shared++;
            }

            for (int i = 0; i < shared; i++)
            {
                _gpu.Program(addresses[i], _entries[i].Buffer.Length);
            }

            _gpu.Kick();
            done = _gpu.Wait(timeout);
        }
        finally
        {
            if (!done && shared > 0)
            {
                _gpu.Reset();
            }

            while (shared > 0)
            {
                shared--;
                THal.Unshare(addresses[shared], _entries[shared].Buffer, DirectionOf(_entries[shared].Writes));
            }

            _entries.Clear();
        }

        return done;
    }

    private static BufferDirection DirectionOf(bool writes) => writes ? BufferDirection.Both : BufferDirection.DriverToDevice;
}
