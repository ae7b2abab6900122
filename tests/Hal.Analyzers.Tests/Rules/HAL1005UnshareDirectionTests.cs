using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>Unshare is told another direction than Share was (contract C11).</summary>
public sealed class HAL1005UnshareDirectionTests
{
    [Fact]
    public void Diagnostics_Another_constant() => Flow.Check(
        """
        void Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1005
        }
        """);

    [Fact]
    public void Diagnostics_Both_is_another() => Flow.Check(
        """
        void Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, Both);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DeviceToDriver); //! HAL1005
        }
        """);

    [Fact]
    public void Diagnostics_Through_locals_and_constants() => Flow.Check(
        """
        const BufferDirection Receiving = DeviceToDriver;

        void Receive(DmaBuffer buffer)
        {
            BufferDirection direction = Receiving;
            PhysAddr paddr = THal.Share(buffer, direction);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1005
        }
        """);

    [Fact]
    public void Diagnostics_A_cast_number() => Flow.Check(
        """
        void Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, (BufferDirection)1);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, Both); //! HAL1005
        }
        """);

    [Fact]
    public void Diagnostics_A_ternary_the_wrong_way_round() => Flow.Check(
        """
        void Transfer(DmaBuffer buffer, bool write)
        {
            PhysAddr paddr = THal.Share(buffer, write ? DriverToDevice : DeviceToDriver);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, write ? DeviceToDriver : DriverToDevice); //! HAL1005
        }
        """);

    [Fact]
    public void Diagnostics_On_one_path() => Flow.Check(
        """
        void Transfer(DmaBuffer buffer, bool write)
        {
            BufferDirection direction = DeviceToDriver;
            if (write)
            {
                direction = DriverToDevice;
            }

            PhysAddr paddr = THal.Share(buffer, direction);
            if (device.Submit(paddr))
            {
                THal.Unshare(paddr, buffer, direction);
            }
            else
            {
                THal.Unshare(paddr, buffer, Both); //! HAL1005
            }
        }
        """);

    [Fact]
    public void Diagnostics_Two_parameters() => Flow.Check(
        """
        void Transfer(DmaBuffer buffer, BufferDirection asked, BufferDirection given)
        {
            PhysAddr paddr = THal.Share(buffer, asked);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, given); //! HAL1005
        }
        """);

    [Fact]
    public void Diagnostics_The_parts_of_a_shared_value() => Flow.Check(
        """
        void Receive(DmaBuffer buffer)
        {
            var share = new Shared<THal>(buffer, DeviceToDriver);
            device.Submit(share.Paddr);
            THal.Unshare(share.Paddr, share.Buffer, Both); //! HAL1005
        }
        """);

    [Fact]
    public void Diagnostics_The_share_has_ended_and_is_no_leak() => Flow.Check(
        """
        void Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, Both); //! HAL1005
            device.Kick();
        }
        """);

    [Fact]
    public void Diagnostics_After_another_buffer_HAL1006_comes_first() => Flow.Check(
        """
        void Receive(DmaBuffer buffer, DmaBuffer other)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            THal.Unshare(paddr, other, Both); //! HAL1006
        }
        """);

    [Fact]
    public void Valid_The_same_ternary_twice() => Flow.Check(
        """
        void Transfer(DmaBuffer buffer, bool write)
        {
            PhysAddr paddr = THal.Share(buffer, write ? DriverToDevice : DeviceToDriver);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, write ? DriverToDevice : DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_A_branch_for_each_direction() => Flow.Check(
        """
        void Transfer(DmaBuffer buffer, bool write)
        {
            PhysAddr paddr = write ? THal.Share(buffer, DriverToDevice) : THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            if (write)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
            else
            {
                THal.Unshare(paddr, buffer, DeviceToDriver);
            }
        }
        """);

    [Fact]
    public void Valid_The_parameter_is_known_to_be_the_constant() => Flow.Check(
        """
        void Transfer(DmaBuffer buffer, BufferDirection direction)
        {
            PhysAddr paddr = THal.Share(buffer, direction);
            device.Submit(paddr);
            if (direction == DriverToDevice)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                return;
            }

            THal.Unshare(paddr, buffer, direction);
        }
        """);

    [Fact]
    public void Valid_A_direction_that_cannot_be_told() => Flow.Check(
        """
        BufferDirection direction;

        void Transfer(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, direction);
            device.Submit(paddr);
            device.Wait(100);
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'reply' was shared DeviceToDriver in line 3 and is unshared DriverToDevice (contract C11)",
        Flow.MessageOf(
            """
            void Receive(DmaBuffer reply)
            {
                PhysAddr paddr = THal.Share(reply, DeviceToDriver);
                device.Submit(paddr);
                THal.Unshare(paddr, reply, DriverToDevice);
            }
            """));
}
