using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (caam): the length word lies in memory that the object owns.
internal sealed unsafe class CaamKeyLoader<THal>(Mailbox ring) : IDisposable
    where THal : struct, IHal
{
    private const uint LoadKey = 0x12;

    private readonly PinnedBuffer _scratch = new(64);

    public int Load(DmaBuffer key)
    {
        DmaBuffer word = _scratch.Buffer.Slice(0, sizeof(uint));
        *(uint*)word.Pointer = (uint)key.Length << 16;
        PhysAddr first = THal.Share(word, BufferDirection.DriverToDevice);
        PhysAddr second = THal.Share(key, BufferDirection.DriverToDevice);
        int error = ring.Execute(LoadKey, first, second);
        THal.Unshare(second, key, BufferDirection.DriverToDevice);
        THal.Unshare(first, word, BufferDirection.DriverToDevice);
        if (error != 0)
        {
            Log.Info("the key was not taken");
        }

        return error;
    }

    public void Dispose() => _scratch.Dispose();
}
