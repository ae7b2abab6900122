using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>Registers of no bytes are mapped (contract C14).</summary>
public sealed class HAL3004EmptyMappingTests
{
    [Fact]
    public void Diagnostics_Zero() => Flow.Check(
        """
        void Map(PhysAddr bar, byte* mapped)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 0); //! HAL3004
            MmioRegion region = MmioRegion.Map<THal>(bar, 0); //! HAL3004
            var wrapped = new MmioRegion(mapped, 0); //! HAL3004
        }
        """);

    [Fact]
    public void Diagnostics_Rounded_down() => Flow.Check(
        """
        void Map(PhysAddr bar)
        {
            MmioRegion region = MmioRegion.Map<THal>(bar, 0x800 / HalConstants.PageSize); //! HAL3004
        }
        """);

    [Fact]
    public void Diagnostics_Tested_to_be_zero() => Flow.Check(
        """
        void Map(PhysAddr bar, nuint size)
        {
            if (size == 0)
            {
                MmioRegion region = MmioRegion.Map<THal>(bar, size); //! HAL3004
            }
        }
        """);

    [Fact]
    public void Valid_Sizes() => Flow.Check(
        """
        void Map(PhysAddr bar, nuint size)
        {
            MmioRegion one = MmioRegion.Map<THal>(bar, 1);
            MmioRegion some = MmioRegion.Map<THal>(bar, size);
            byte* raw = THal.MmioPhysToVirt(bar, size - 4096);
            if (size != 0)
            {
                raw = THal.MmioPhysToVirt(bar, size);
            }
        }
        """);

    [Fact]
    public void Valid_What_throws_for_another_reason() => Flow.Check(
        """
        void Map(PhysAddr bar, nuint size)
        {
            MmioRegion region = MmioRegion.Map<THal>(bar, size == 0 ? 4096 : size);
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'MmioRegion.Map<THal>(bar, 0)' maps no registers; a mapping has at least 1 byte (contract C14)",
        Flow.MessageOf("void Map(PhysAddr bar) { var region = MmioRegion.Map<THal>(bar, 0); }"));
}
