using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in NuttX (virtio-rng): the answer is counted while the owner of the mapping still holds it.
internal readonly struct Mapping<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly DmaBuffer _buffer;

    public Mapping(DmaBuffer buffer)
    {
        _buffer = buffer;
        Address = THal.Share(buffer, BufferDirection.DeviceToDriver);
    }

    public PhysAddr Address { get; }

    public void Dispose() => THal.Unshare(Address, _buffer, BufferDirection.DeviceToDriver);
}

internal sealed class RandomSource<THal>(Device entropy)
    where THal : struct, IHal
{
    public int Fill(DmaBuffer bytes)
    {
        int zeroes = 0;
        bool done;
        using (var mapping = new Mapping<THal>(bytes))
        {
            done = entropy.Submit(mapping.Address, bytes.Length) && entropy.Wait(100);
            if (!done)
            {
                entropy.Reset();
            }
            else
            {
                zeroes = bytes.AsReadOnlySpan().Count((byte)0); //! HAL1007
            }
        }

        return done && zeroes < bytes.Length ? bytes.Length : -5;
    }
}
