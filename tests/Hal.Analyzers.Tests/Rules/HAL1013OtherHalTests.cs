using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>Something is released through another HAL than it was acquired from (contracts C2, C8).</summary>
public sealed class HAL1013OtherHalTests
{
    [Fact]
    public void Diagnostics_Around_the_check() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = Checked<THal>.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1013
        }
        """);

    [Fact]
    public void Diagnostics_Only_the_release_is_checked() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            Checked<THal>.Unshare(paddr, buffer, DriverToDevice); //! HAL1013
        }
        """);

    [Fact]
    public void Diagnostics_Checked_twice_and_once() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = Checked<Checked<THal>>.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            Checked<THal>.Unshare(paddr, buffer, DriverToDevice); //! HAL1013
        }
        """);

    [Fact]
    public void Diagnostics_Memory() => Flow.Check(
        """
        int Allocate()
        {
            var (paddr, vaddr) = Checked<THal>.DmaAlloc(1, Both);
            if (paddr == default)
            {
                return -1;
            }

            device.Program(paddr, 4096);
            device.Reset();
            return THal.DmaDealloc(paddr, vaddr, 1); //! HAL1013
        }
        """);

    [Fact]
    public void Diagnostics_A_shared_value_by_hand() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            var share = new Shared<Checked<THal>>(buffer, DriverToDevice);
            device.Submit(share.Paddr);
            THal.Unshare(share.Paddr, buffer, DriverToDevice); //! HAL1013
        }
        """);

    [Fact]
    public void Diagnostics_Before_another_direction() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            Checked<THal>.Unshare(paddr, buffer, Both); //! HAL1013
        }
        """);

    [Fact]
    public void Valid_The_same_checked_HAL() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = Checked<THal>.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            Checked<THal>.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_Two_type_parameters_may_be_one_HAL() => Flow.Check(
        """
        void Send<TOther>(DmaBuffer buffer) where TOther : struct, IHal
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            TOther.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_What_came_from_elsewhere() => Flow.Check(
        """
        void Complete(Shared<Checked<THal>> share, PhysAddr paddr, DmaBuffer buffer)
        {
            share.Unshare();
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'paddr' was acquired from Checked<THal> in line 3 and is released through THal (contracts C2, C8)",
        Flow.MessageOf(
            """
            void Send(DmaBuffer buffer)
            {
                PhysAddr paddr = Checked<THal>.Share(buffer, DriverToDevice);
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
            """));
}
