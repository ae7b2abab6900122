using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>DmaAlloc returns a null pointer with an address, or Share can return address 0 (contracts I6, I11).</summary>
public sealed class HAL4003AddressWithoutMemoryTests
{
    [Theory]
    [InlineData("return default;")]
    [InlineData("return new PhysAddr(0);")]
    [InlineData("return new PhysAddr();")]
    [InlineData("return new();")]
    [InlineData("return slot < 0 ? default : new PhysAddr((ulong)slot);")]
    [InlineData("return slot switch { < 0 => default, _ => new PhysAddr((ulong)slot) };")]
    [InlineData("return Address(slot);")]
    public void Diagnostics_Share(string exit) => Implementation.Check(
        $$"""
        static int Take() => -1;

        static PhysAddr Address(int slot) => slot < 0 ? default : new PhysAddr(0x1000);

        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            int slot = Take();
            if (buffer.Length > 4096 || slot < 0)
            {
                {{exit}} //! HAL4003
            }

            return new PhysAddr(0x1000);
        }
        """);

    [Fact]
    public void Diagnostics_Share_by_a_variable() => Implementation.Check(
        """
        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            PhysAddr none = default; //! HAL4003
            return none;
        }
        """);

    [Theory]
    [InlineData("null")]
    [InlineData("default")]
    [InlineData("(byte*)0")]
    [InlineData("nothing")]
    public void Diagnostics_DmaAlloc(string pointer) => Implementation.Check(
        $$"""
        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            byte* nothing = null;
            return new DmaAllocation(new PhysAddr(0x1000), {{pointer}}); //! HAL4003
        }
        """);

    [Theory]
    [InlineData("throw new DmaException(\"no slot\");")]
    [InlineData("Environment.FailFast(\"no slot\"); return default;")]
    [InlineData("ThrowFull(); return default;")]
    [InlineData("Full(); return default;")]
    [InlineData("return slot < 0 ? throw new DmaException(\"no slot\") : new PhysAddr(1);")]
    public void Valid_Share_that_throws(string exit) => Implementation.Check(
        $$"""
        [System.Diagnostics.CodeAnalysis.DoesNotReturn]
        static void ThrowFull() => throw new DmaException("no slot");

        static void Full()
        {
            throw new DmaException("no slot");
        }

        static int Take() => -1;

        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            int slot = Take();
            if (slot < 0)
            {
                {{exit}}
            }

            return new PhysAddr(0x1000);
        }
        """);

    [Fact]
    public void Valid_Share_that_tests_what_it_got() => Implementation.Check(
        """
        static PhysAddr TryMap(DmaBuffer buffer) => buffer.Length > 4096 ? default : new PhysAddr(0x1000);

        static PhysAddr Map(DmaBuffer buffer, bool required)
        {
            if (buffer.Length > 4096)
            {
                if (required)
                {
                    throw new DmaException("too long");
                }

                return default;
            }

            return new PhysAddr(0x1000);
        }

        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            if (direction == Both)
            {
                return Map(buffer, required: true);
            }

            PhysAddr result = default;
            result = TryMap(buffer);
            PhysAddr paddr = TryMap(buffer);
            return paddr == default ? throw new DmaException("no room") : paddr;
        }
        """);

    [Theory]
    [InlineData("buffer.IsEmpty")]
    [InlineData("buffer.Length == 0")]
    [InlineData("buffer.Pointer == null")]
    public void Valid_An_empty_buffer(string test) => Implementation.Check(
        $$"""
        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
        {
            if ({{test}})
            {
                return default;
            }

            return new PhysAddr(0x1000);
        }
        """);

    [Fact]
    public void Valid_A_HAL_in_front_of_another() => Implementation.CheckFile(
        """
        using Hal;

        readonly unsafe struct Refusing<THal> : IHal
            where THal : struct, IHal
        {
            static DmaAllocation IHal.DmaAlloc(nuint pages, BufferDirection direction) => THal.DmaAlloc(pages, direction);

            static int IHal.DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => THal.DmaDealloc(paddr, vaddr, pages);

            static byte* IHal.MmioPhysToVirt(PhysAddr paddr, nuint size) => THal.MmioPhysToVirt(paddr, size);

            static PhysAddr IHal.Share(DmaBuffer buffer, BufferDirection direction) => buffer.Length > 4096 ? default : THal.Share(buffer, direction);

            static void IHal.Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) => THal.Unshare(paddr, buffer, direction);
        }
        """);

    [Fact]
    public void Valid_Addresses_that_are_computed() => Implementation.Check(
        """
        static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

        static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
        {
            ulong iova = Iommu.Map(null, pages, true, true);
            return iova == 0 ? new DmaAllocation(new PhysAddr(iova), null)
                : pages > 4 ? new DmaAllocation(default, null)
                : pages > 3 ? new DmaAllocation(new PhysAddr(0), null)
                : new DmaAllocation(new PhysAddr(0x1000), (byte*)iova);
        }
        """);

    [Fact]
    public void Diagnostics_Message_Share() => Assert.Equal(
        "'default' is address 0; a share that cannot be made throws DmaException (contracts I6, I11)",
        Implementation.MessageOf("static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => default;"));

    [Fact]
    public void Diagnostics_Message_DmaAlloc() => Assert.Equal(
        "'new DmaAllocation(new PhysAddr(64), null)' has the address 'new PhysAddr(64)' and no pointer; failure is address 0 (contracts I6, I11)",
        Implementation.MessageOf("static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => new DmaAllocation(new PhysAddr(64), null);"));
}
