using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in illumos (smrt): the slice for the sense data reaches 32 bytes past the end of the page.
internal sealed class DiscoveryBlock<THal>(Mailbox array)
    where THal : struct, IHal
{
    private static class Offsets
    {
        public const nuint Command = 0;
        public const nuint Sense = HalConstants.PageSize - 64;
    }

    private const int SenseBytes = 96;

    public int Discover(Span<byte> senseCopy)
    {
        using var block = new Dma<THal>(1, Both);
        int error = array.Execute(0x12, block.PaddrAt(Offsets.Command));
        if (error == 0)
        {
            return 0;
        }

        DmaBuffer sense = block.Slice(Offsets.Sense, SenseBytes); //! HAL2009
        sense.AsReadOnlySpan()[..Math.Min(senseCopy.Length, SenseBytes)].CopyTo(senseCopy);
        return error;
    }
}
