using System;
using Devices;
using Hal;

/// <summary>Tests that expect the contract to be refused.</summary>
public sealed class AssertFailures<THal> where THal : struct, IHal
{
    public void Full(DmaBuffer buffer)
    {
        Expect.Throws<DmaException>(() => THal.Share(buffer, BufferDirection.Both));
        Expect.Throws<DmaException>(() => new Dma<THal>(1 << 30, BufferDirection.Both));
    }
}
