using System.Runtime.CompilerServices;
using CsCheck;
using Xunit;

namespace Hal.Tests.Core;

public unsafe class SmallTypesTests
{
    [Fact]
    public void A_page_has_4096_bytes() => Assert.Equal(4096, HalConstants.PageSize);

    [Fact]
    public void PagesFor_is_the_least_number_that_holds_the_bytes() =>
        Gen.OneOf(Gen.ULong, Gen.ULong[0, 3 * 4096]).Sample(bytes =>
        {
            System.UInt128 pages = HalConstants.PagesFor((nuint)bytes);
            return pages * 4096 >= bytes && (pages == 0 ? bytes == 0 : (pages - 1) * 4096 < bytes);
        });

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(1u, 1u)]
    [InlineData(4096u, 1u)]
    [InlineData(4097u, 2u)]
    public void PagesFor_at_the_bounds(uint bytes, uint pages) => Assert.Equal(pages, HalConstants.PagesFor(bytes));

    [Fact]
    public void Directions_have_the_order_of_hal_rs()
    {
        Assert.Equal(0, (int)BufferDirection.DriverToDevice);
        Assert.Equal(1, (int)BufferDirection.DeviceToDriver);
        Assert.Equal(2, (int)BufferDirection.Both);
        Assert.Equal(3, System.Enum.GetValues<BufferDirection>().Length);
    }

    [Fact]
    public void An_allocation_is_a_pair()
    {
        byte* memory = (byte*)0x2000;
        var allocation = new DmaAllocation(new PhysAddr(0x1000), memory);
        var (paddr, vaddr) = allocation;
        Assert.Equal(new PhysAddr(0x1000), paddr);
        Assert.True(vaddr == memory && allocation.Vaddr == memory);
        Assert.Equal(16, Unsafe.SizeOf<DmaAllocation>());
    }

    [Fact]
    public void A_default_allocation_is_failure()
    {
        Assert.Equal(default, default(DmaAllocation).Paddr);
        Assert.True(default(DmaAllocation).Vaddr == null);
    }
}
