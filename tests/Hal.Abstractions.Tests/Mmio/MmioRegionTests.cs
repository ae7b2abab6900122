using System;
using CsCheck;
using Hal.Tests.Hals;
using Xunit;

namespace Hal.Tests.Mmio;

public sealed unsafe class MmioRegionTests : IDisposable
{
    private const int Size = 64;
    private readonly PinnedBuffer _registers = new(Size);

    private MmioRegion Region => new(_registers.Buffer.Pointer, Size);

    public void Dispose() => _registers.Dispose();

    [Fact]
    public void Each_width_reads_what_it_wrote()
    {
        MmioRegion region = Region;
        region.Write8(3, 0xA1);
        region.Write16(6, 0xB1B2);
        region.Write32(8, 0xC1C2C3C4);
        region.Write64(16, 0xD1D2D3D4D5D6D7D8);
        Assert.Equal(0xA1, region.Read8(3));
        Assert.Equal(0xB1B2, region.Read16(6));
        Assert.Equal(0xC1C2C3C4, region.Read32(8));
        Assert.Equal(0xD1D2D3D4D5D6D7D8, region.Read64(16));
        Assert.Equal(0xA1, _registers.Buffer[3]);
        Assert.Equal(0xB1B2, *(ushort*)(_registers.Buffer.Pointer + 6));
        Assert.Equal(0xC1C2C3C4, *(uint*)(_registers.Buffer.Pointer + 8));
    }

    [Fact]
    public void A_write_touches_its_own_bytes_alone()
    {
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 7], Gen.ULong).Sample((log, index, value) =>
        {
            int width = 1 << log;
            nuint offset = (nuint)(index * width);
            Span<byte> bytes = _registers.Buffer.AsSpan();
            bytes.Fill(0x5A);
            switch (width)
            {
                case 1: Region.Write8(offset, (byte)value); break;
                case 2: Region.Write16(offset, (ushort)value); break;
                case 4: Region.Write32(offset, (uint)value); break;
                default: Region.Write64(offset, value); break;
            }

            byte[] expected = new byte[Size];
            Array.Fill(expected, (byte)0x5A);
            BitConverter.GetBytes(value).AsSpan(0, width).CopyTo(expected.AsSpan((int)offset));
            return bytes.SequenceEqual(expected);
        }, threads: 1); // all samples use the same registers
    }

    [Fact]
    public void Registers_outside_the_region_are_refused()
    {
        MmioRegion region = Region;
        foreach ((nuint width, Action<nuint> access) in Accesses(region))
        {
            access(Size - width); // the last one is within
            foreach (nuint offset in new nuint[] { Size, Size + width, nuint.MaxValue - width + 1, nuint.MaxValue })
            {
                var exception = Assert.Throws<ArgumentOutOfRangeException>(() => access(offset));
                Assert.Contains($"{width}-byte register at offset {offset}", exception.Message);
                Assert.Contains("64 bytes", exception.Message);
            }
        }
    }

    [Fact]
    public void Misaligned_registers_are_refused()
    {
        MmioRegion region = Region;
        foreach ((nuint width, Action<nuint> access) in Accesses(region))
        {
            for (nuint offset = 0; offset <= Size - width; offset++)
            {
                if (offset % width == 0)
                {
                    access(offset);
                }
                else
                {
                    var exception = Assert.Throws<ArgumentException>(() => access(offset));
                    Assert.Contains($"offset {offset}", exception.Message);
                    Assert.Contains($"{width} bytes", exception.Message);
                }
            }
        }
    }

    [Fact]
    public void Default_refuses_every_access()
    {
        Assert.Equal(0u, default(MmioRegion).Size);
        foreach ((_, Action<nuint> access) in Accesses(default))
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => access(0));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => default(MmioRegion).Slice(0, 1));
    }

    [Fact]
    public void Null_and_empty_windows_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new MmioRegion(null, 4));
        byte* registers = _registers.Buffer.Pointer;
        Assert.Equal("size", Assert.Throws<ArgumentOutOfRangeException>(() => new MmioRegion(registers, 0)).ParamName);
    }

    [Fact]
    public void Slice_is_within_or_throws() =>
        Gen.Select(Gen.OneOf(Gen.UInt[0, 70], Gen.UInt), Gen.OneOf(Gen.UInt[0, 70], Gen.UInt)).Sample((offset, size) =>
        {
            if (size > 0 && (ulong)offset + size <= Size)
            {
                MmioRegion slice = Region.Slice(offset, size);
                _registers.Buffer[(int)offset] = 0x77;
                return slice.Size == size && slice.Read8(0) == 0x77;
            }

            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Region.Slice(offset, size));
            return exception.Message.Contains($"{size} bytes at offset {offset}");
        });

    [Fact]
    public void Map_goes_through_the_HAL()
    {
        byte* registers = _registers.Buffer.Pointer;
        MmioRegion region = MmioRegion.Map<HeapHal<MmioRegionTests>>(HeapHal<MmioRegionTests>.BusAddress(registers), Size);
        region.Write32(4, 0x12345678);
        Assert.Equal(0x12345678u, *(uint*)(registers + 4));
        Assert.Equal((nuint)Size, region.Size);
    }

    [Fact]
    public void Map_refuses_size_zero_and_a_null_pointer()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MmioRegion.Map<HeapHal<MmioRegionTests>>(new PhysAddr(0x1000), 0));
        var exception = Assert.Throws<HalException>(() => MmioRegion.Map<NullPointerHal>(new PhysAddr(0xfe000000), 4096));
        Assert.Contains("0xfe000000", exception.Message);
        Assert.Contains("4096", exception.Message);
    }

    private static (nuint Width, Action<nuint> Access)[] Accesses(MmioRegion region) =>
    [
        (1, offset => region.Read8(offset)), (1, offset => region.Write8(offset, 0)), (2, offset => region.Read16(offset)),
        (2, offset => region.Write16(offset, 0)), (4, offset => region.Read32(offset)), (4, offset => region.Write32(offset, 0)),
        (8, offset => region.Read64(offset)), (8, offset => region.Write64(offset, 0)),
    ];
}
