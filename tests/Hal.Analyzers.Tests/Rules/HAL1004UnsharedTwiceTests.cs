using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>A share is ended that has ended (contract C9).</summary>
public sealed class HAL1004UnsharedTwiceTests
{
    [Fact]
    public void Diagnostics_Twice_in_a_row() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1004
        }
        """);

    [Fact]
    public void Diagnostics_On_the_error_path_and_at_the_end() => Flow.Check(
        """
        bool Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            bool sent = device.Submit(paddr);
            if (!sent)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }

            device.Wait(100);
            THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1004
            return sent;
        }
        """);

    [Fact]
    public void Diagnostics_In_the_body_and_in_finally() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
            finally
            {
                THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1004
            }
        }
        """);

    [Fact]
    public void Diagnostics_In_every_iteration() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            for (int i = 0; i < 4; i++)
            {
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1004
            }
        }
        """);

    [Fact]
    public void Diagnostics_Through_an_alias() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            PhysAddr same = paddr;
            device.Submit(same);
            THal.Unshare(same, buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1004
        }
        """);

    [Fact]
    public void Diagnostics_An_address_that_came_as_a_parameter() => Flow.Check(
        """
        void Complete(PhysAddr paddr, DmaBuffer buffer)
        {
            THal.Unshare(paddr, buffer, DeviceToDriver);
            device.Kick();
            THal.Unshare(paddr, buffer, DeviceToDriver); //! HAL1004
        }
        """);

    [Fact]
    public void Diagnostics_Shared_as_a_value() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            var share = new Shared<THal>(buffer, DriverToDevice);
            Shared<THal> copy = share;
            device.Submit(share.Paddr);
            share.Unshare();
            copy.Unshare(); //! HAL1004
        }
        """);

    [Fact]
    public void Diagnostics_The_scope_ends_it_too() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            using var scope = new SharedScope<THal>(buffer, DriverToDevice);
            device.Submit(scope.Paddr);
            scope.Dispose();
            THal.Unshare(scope.Paddr, buffer, DriverToDevice); //! HAL1004
        }
        """);

    [Fact]
    public void Diagnostics_The_third_is_not_reported() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice); //! HAL1004
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_Before_a_wrong_direction() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, DriverToDevice);
            THal.Unshare(paddr, buffer, Both); //! HAL1004
        }
        """);

    [Fact]
    public void Diagnostics_A_method_that_promises_to_unshare() => Flow.Check(
        """
        void Finish([Unshares] PhysAddr paddr, DmaBuffer buffer) => THal.Unshare(paddr, buffer, DriverToDevice);
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            Finish(paddr, buffer);
        }
        void Send2(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            Finish(paddr, buffer);
            Finish(paddr, buffer); //! HAL1004
        }
        """);

    [Fact]
    public void Valid_Shared_again_in_between() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
            paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_The_holder_is_cleared() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (!device.Submit(paddr))
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                paddr = default;
            }

            if (paddr != default)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Valid_A_scope_may_be_disposed_twice() => Flow.Check(
        """
        void Send(DmaBuffer buffer)
        {
            using var scope = new SharedScope<THal>(buffer, DriverToDevice);
            device.Submit(scope.Paddr);
            scope.Dispose();
        }
        """);

    [Fact]
    public void Valid_The_same_field_for_one_request_after_the_other() => Flow.Check(
        """
        PhysAddr pending;

        void Drain(DmaBuffer buffer)
        {
            THal.Unshare(pending, buffer, DeviceToDriver);
            device.Kick();
            Refill(buffer);
            THal.Unshare(pending, buffer, DeviceToDriver);
        }

        void Refill(DmaBuffer buffer) => pending = THal.Share(buffer, DeviceToDriver);
        """);

    [Fact]
    public void Valid_Elements_of_a_table() => Flow.Check(
        """
        readonly PhysAddr[] table = new PhysAddr[8];

        void Drain(DmaBuffer buffer)
        {
            for (int i = 0; i < table.Length; i++)
            {
                THal.Unshare(table[i], buffer, DeviceToDriver);
            }
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'paddr' is unshared again; line 4 unshared it (contract C9)",
        Flow.MessageOf(
            """
            void Send(DmaBuffer request)
            {
                PhysAddr paddr = THal.Share(request, DriverToDevice);
                THal.Unshare(paddr, request, DriverToDevice);
                THal.Unshare(paddr, request, DriverToDevice);
            }
            """));

    [Fact]
    public void Diagnostics_A_helper_that_ends_it_with_its_error() => Flow.Check(
        """
        bool Send(Ring ring, DmaBuffer frame)
        {
            PhysAddr paddr = THal.Share(frame, DriverToDevice);
            int index = Place(ring, paddr, frame);
            if (index < 0)
            {
                THal.Unshare(paddr, frame, DriverToDevice); //! HAL1004
                return false;
            }

            THal.Unshare(paddr, frame, DriverToDevice);
            return true;
        }

        bool SendRight(Ring ring, DmaBuffer frame)
        {
            PhysAddr paddr = THal.Share(frame, DriverToDevice);
            if (Place(ring, paddr, frame) < 0)
            {
                return false;
            }

            THal.Unshare(paddr, frame, DriverToDevice);
            return true;
        }

        int Place(Ring ring, PhysAddr paddr, DmaBuffer frame)
        {
            if (!ring.TryPost(paddr, frame.Length, out int index))
            {
                THal.Unshare(paddr, frame, DriverToDevice);
                return -28;
            }

            return index;
        }
        """);

    [Fact]
    public void Diagnostics_A_helper_that_ends_it_and_throws() => Flow.Check(
        """
        void Send(DmaBuffer frame)
        {
            PhysAddr paddr = THal.Share(frame, DriverToDevice);
            try
            {
                Start(paddr, frame);
            }
            catch (DeviceException)
            {
                THal.Unshare(paddr, frame, DriverToDevice); //! HAL1004
                return;
            }

            THal.Unshare(paddr, frame, DriverToDevice);
        }

        void Start(PhysAddr paddr, DmaBuffer frame)
        {
            if (!device.Submit(paddr, frame.Length))
            {
                THal.Unshare(paddr, frame, DriverToDevice);
                throw new DeviceException("no link");
            }
        }
        """);

    [Fact]
    public void Silent_One_counter_for_two_loops() => Flow.Check(
        """
        void Send(DmaBuffer[] parts)
        {
            var addresses = new PhysAddr[4];
            int i;
            for (i = 0; i < 4; i++)
            {
                addresses[i] = THal.Share(parts[i], DriverToDevice);
            }

            device.Wait(1);
            for (i = 0; i < 4; i++)
            {
                THal.Unshare(addresses[i], parts[i], DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Silent_A_helper_that_throws_and_says_by_a_flag_what_it_has_ended() => Flow.Check(
        """
        void Send(DmaBuffer frame)
        {
            PhysAddr paddr = THal.Share(frame, DriverToDevice);
            bool ended = false;
            try
            {
                Start(paddr, frame, ref ended);
            }
            catch (DeviceException)
            {
                if (!ended)
                {
                    THal.Unshare(paddr, frame, DriverToDevice);
                }

                return;
            }

            THal.Unshare(paddr, frame, DriverToDevice);
        }

        void Start(PhysAddr paddr, DmaBuffer frame, ref bool ended)
        {
            if (!device.Submit(paddr, frame.Length))
            {
                THal.Unshare(paddr, frame, DriverToDevice);
                ended = true;
                throw new DeviceException("no link");
            }
        }
        """);
}
