using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux crypto (caam): the length word that the engine reads is a local variable of the method.
internal sealed unsafe class CaamKeyLoader<THal>(Mailbox ring) : IDisposable
    where THal : struct, IHal
{
    private const uint LoadKey = 0x12;

    private readonly PinnedBuffer _scratch = new(64);

    public int Load(DmaBuffer key)
    {
        uint header = (uint)key.Length << 16;
        DmaBuffer word = DmaBuffer.Of(&header);
        PhysAddr first = THal.Share(word, BufferDirection.DriverToDevice); //! HAL1014
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
