using Xunit;

namespace Hal.CodeFixes.Tests;

public sealed class HAL1002SharedBufferNotUnsharedFixTests
{
    private const int Finally = 0;
    private const int Scope = 1;

    private static readonly FlowFixRun Fix = new(new HAL1002SharedBufferNotUnsharedFix());

    [Fact]
    public void Finally_where_nothing_unshares() => Fix.Check(
        """
        void Send(DmaBuffer buffer)
        {
            // The request.
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); // for the device

            // Off it goes.
            device.Submit(paddr);   // now
            device.Wait(100);
        }
        """,
        """
        void Send(DmaBuffer buffer)
        {
            // The request.
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); // for the device
            try
            {
                // Off it goes.
                device.Submit(paddr);   // now
                device.Wait(100);
            }
            finally
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Finally_takes_the_release_of_the_straight_path() => Fix.Check(
        """
        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            int error = device.Start(paddr, buffer.Length);
            if (error < 0)
            {
                return error;
            }

            var count = device.Start(paddr, 0);
            device.Wait(100);

            // The device is done.
            THal.Unshare(paddr, buffer, DeviceToDriver);
            return buffer[0] + count;
        }
        """,
        """
        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            int count;
            try
            {
                int error = device.Start(paddr, buffer.Length);
                if (error < 0)
                {
                    return error;
                }

                count = device.Start(paddr, 0);
                device.Wait(100);
            }
            finally
            {
                // The device is done.
                THal.Unshare(paddr, buffer, DeviceToDriver);
            }

            return buffer[0] + count;
        }
        """);

    [Fact]
    public void Finally_replaces_the_releases_of_other_paths() => Fix.Check(
        """
        int Send(DmaBuffer buffer, bool ready)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (!device.Submit(paddr))
            {
                // Refused.
                THal.Unshare(paddr, buffer, DriverToDevice);
                return -5;
            }

            switch (device.Start(paddr, buffer.Length))
            {
                case 0:
                    THal.Unshare(paddr, buffer, DriverToDevice);
                    return 0;
                case -11:
                    return -11;
            }

            if (!ready)
            {
                throw new InvalidOperationException();
            }

            device.Wait(100);
            THal.Unshare(paddr, buffer, DriverToDevice);
            return 1;
        }
        """,
        """
        int Send(DmaBuffer buffer, bool ready)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                if (!device.Submit(paddr))
                {
                    // Refused.
                    return -5;
                }

                switch (device.Start(paddr, buffer.Length))
                {
                    case 0:
                        return 0;
                    case -11:
                        return -11;
                }

                if (!ready)
                {
                    throw new InvalidOperationException();
                }

                device.Wait(100);
            }
            finally
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }

            return 1;
        }
        """);

    [Fact]
    public void Finally_of_a_value_that_was_released_on_a_condition() => Fix.Check(
        """
        void Send(DmaBuffer buffer)
        {
            var share = new Shared<THal>(buffer, DriverToDevice);
            if (device.Submit(share.Paddr))
            {
                share.Unshare();
            }
        }
        """,
        """
        void Send(DmaBuffer buffer)
        {
            var share = new Shared<THal>(buffer, DriverToDevice);
            try
            {
                device.Submit(share.Paddr);
            }
            finally
            {
                share.Unshare();
            }
        }
        """);

    [Fact]
    public void Finally_keeps_the_buffer_that_cannot_be_named_again() => Fix.Check(
        """
        readonly Func<DmaBuffer> next;

        bool Send()
        {
            PhysAddr paddr = THal.Share(next(), DriverToDevice);
            return device.Submit(paddr);
        }
        """,
        """
        readonly Func<DmaBuffer> next;

        bool Send()
        {
            DmaBuffer buffer = next();
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                return device.Submit(paddr);
            }
            finally
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Finally_in_a_loop_that_goes_on() => Fix.Check(
        """
        void SendAll(DmaBuffer[] buffers)
        {
            foreach (DmaBuffer buffer in buffers)
            {
                PhysAddr paddr = THal.Share(buffer.Slice(0, 4), DriverToDevice);
                if (!device.Submit(paddr))
                {
                    continue;
                }

                device.Wait(100);
                THal.Unshare(paddr, buffer.Slice(0, 4), DriverToDevice);
            }
        }
        """,
        """
        void SendAll(DmaBuffer[] buffers)
        {
            foreach (DmaBuffer buffer in buffers)
            {
                PhysAddr paddr = THal.Share(buffer.Slice(0, 4), DriverToDevice);
                try
                {
                    if (!device.Submit(paddr))
                    {
                        continue;
                    }

                    device.Wait(100);
                }
                finally
                {
                    THal.Unshare(paddr, buffer.Slice(0, 4), DriverToDevice);
                }
            }
        }
        """);

    [Fact]
    public void Finally_within_a_try_that_catches() => Fix.Check(
        """
        bool Send(DmaBuffer buffer)
        {
            try
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice);
                device.Submit(paddr);
                device.Wait(100);
                THal.Unshare(paddr, buffer, DriverToDevice);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
        """,
        """
        bool Send(DmaBuffer buffer)
        {
            try
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice);
                try
                {
                    device.Submit(paddr);
                    device.Wait(100);
                }
                finally
                {
                    THal.Unshare(paddr, buffer, DriverToDevice);
                }

                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
        """);

    [Fact]
    public void Finally_of_the_try_that_is_there() => Fix.Check(
        """
        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                int status = device.Start(paddr, buffer.Length);
                THal.Unshare(paddr, buffer, DriverToDevice);
                return status;
            }
            catch (TimeoutException)
            {
                return -16;
            }
        }
        """,
        """
        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                int status = device.Start(paddr, buffer.Length);
                return status;
            }
            catch (TimeoutException)
            {
                return -16;
            }
            finally
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Nothing_where_a_delegate_releases_later() => Fix.NotOffered(
        """
        void Send(DmaBuffer setup, DmaBuffer data)
        {
            var first = new Shared<THal>(setup, DriverToDevice);
            var second = new Shared<THal>(data, DriverToDevice);
            device.OnCompleted(() => second.Unshare());
            device.Submit(first.Paddr);
            device.Submit(second.Paddr);
        }
        """);

    [Fact]
    public void Finally_for_two_at_once() => Fix.CheckAll(
        """
        bool Send(DmaBuffer request, DmaBuffer reply)
        {
            PhysAddr first = THal.Share(request, DriverToDevice);
            if (reply.Length < 16)
            {
                return false;
            }

            PhysAddr second = THal.Share(reply, DeviceToDriver);
            if (!device.Submit(first) || !device.Submit(second))
            {
                return false;
            }

            device.Wait(100);
            THal.Unshare(second, reply, DeviceToDriver);
            THal.Unshare(first, request, DriverToDevice);
            return true;
        }

        void Post(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr);
        }
        """,
        """
        bool Send(DmaBuffer request, DmaBuffer reply)
        {
            PhysAddr first = THal.Share(request, DriverToDevice);
            try
            {
                if (reply.Length < 16)
                {
                    return false;
                }

                PhysAddr second = THal.Share(reply, DeviceToDriver);
                try
                {
                    if (!device.Submit(first) || !device.Submit(second))
                    {
                        return false;
                    }

                    device.Wait(100);
                }
                finally
                {
                    THal.Unshare(second, reply, DeviceToDriver);
                }
            }
            finally
            {
                THal.Unshare(first, request, DriverToDevice);
            }

            return true;
        }

        void Post(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            try
            {
                device.Submit(paddr);
            }
            finally
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }
        }
        """);

    [Fact]
    public void Scope_where_a_path_leaves_before_the_device_has_the_address() => Fix.Check(
        """
        bool Send(DmaBuffer buffer, bool ready)
        {
            // The request.
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (!ready)
            {
                return false;
            }

            device.Submit(paddr);
            device.Wait(100);
            THal.Unshare(paddr, buffer, DriverToDevice);
            return true;
        }
        """,
        """
        bool Send(DmaBuffer buffer, bool ready)
        {
            // The request.
            using var shared = new SharedScope<THal>(buffer, DriverToDevice);
            if (!ready)
            {
                return false;
            }

            device.Submit(shared.Paddr);
            device.Wait(100);
            return true;
        }
        """,
        Scope);

    [Fact]
    public void Scope_as_a_statement_where_the_buffer_is_read_then() => Fix.Check(
        """
        int Receive(DmaBuffer buffer, bool ready)
        {
            var share = new Shared<THal>(buffer, DeviceToDriver);
            if (!ready)
            {
                return -1;
            }

            device.Submit(share.Paddr);
            device.Wait(100);
            share.Unshare();
            return buffer[0];
        }
        """,
        """
        int Receive(DmaBuffer buffer, bool ready)
        {
            using (var share = new SharedScope<THal>(buffer, DeviceToDriver))
            {
                if (!ready)
                {
                    return -1;
                }

                device.Submit(share.Paddr);
                device.Wait(100);
            }

            return buffer[0];
        }
        """,
        Scope);

    [Fact]
    public void No_scope_where_the_device_may_have_the_address() => Assert.Equal(
        ["Unshare in a finally block"],
        Fix.Titles(
            """
            bool Send(DmaBuffer buffer)
            {
                PhysAddr paddr = THal.Share(buffer, DriverToDevice);
                if (!device.Submit(paddr))
                {
                    return false;
                }

                THal.Unshare(paddr, buffer, DriverToDevice);
                return true;
            }
            """));

    [Theory]
    [InlineData("inFlight = paddr;")]
    [InlineData("queue.Add(paddr, buffer);")]
    [InlineData("list.Add(paddr);")]
    [InlineData("DmaOwnership.Abandon<THal>(paddr);")]
    [InlineData("Keep(paddr);")]
    [InlineData("Action later = () => device.Submit(paddr);")]
    [InlineData("table[0] = paddr;")]
    public void Before_leaving_alone_where_the_duty_may_go_elsewhere_after_it(string middle) => Assert.Equal(["Unshare before leaving"], Fix.Titles(
        $$"""
        PhysAddr inFlight;
        readonly List<PhysAddr> list = new();
        readonly PhysAddr[] table = new PhysAddr[4];

        void Complete(DmaBuffer buffer)
        {
            THal.Unshare(inFlight, buffer, DriverToDevice);
            THal.Unshare(table[0], buffer, DriverToDevice);
        }

        void Keep(PhysAddr paddr) => inFlight = paddr;

        bool Send(DmaBuffer buffer, bool ready, bool queued)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (!ready)
            {
                return false;
            }

            if (queued)
            {
                {{middle}}
                device.Reset();
                return true;
            }

            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        done:
            return true;
        }
        """));

    [Theory]
    [InlineData("inFlight = paddr;")]
    [InlineData("queue.Add(paddr, buffer);")]
    [InlineData("list.Add(paddr);")]
    [InlineData("Keep(paddr);")]
    [InlineData("if (!ready) goto done;")]
    [InlineData("paddr = THal.Share(buffer, DriverToDevice);")]
    public void Nothing_where_the_duty_may_have_gone_elsewhere_before(string middle) => Fix.NotOffered(
        $$"""
        PhysAddr inFlight;

        void Complete(DmaBuffer buffer) => THal.Unshare(inFlight, buffer, DriverToDevice);

        readonly List<PhysAddr> list = new();

        void Keep(PhysAddr paddr) => inFlight = paddr;

        bool Send(DmaBuffer buffer, bool ready, bool queued)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (queued)
            {
                {{middle}}
                if (ready)
                {
                    return true;
                }
            }

            if (!queued)
            {
                return false;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        done:
            return true;
        }
        """);

    [Theory]
    [InlineData("int slot = vendor.Place(paddr, buffer); if (slot < 0)")]
    [InlineData("if (vendor.Place(paddr, buffer) < 0)")]
    public void Before_leaving_where_the_outcome_says_that_nothing_was_taken(string call) => Fix.Check(
        $$"""
        int Send(VendorQueue vendor, DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            {{call}}
            {
                return -1;
            }

            while (!vendor.TryFinish(paddr))
            {
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
            return 0;
        }
        """,
        $$"""
        int Send(VendorQueue vendor, DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            {{call}}
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                return -1;
            }

            while (!vendor.TryFinish(paddr))
            {
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
            return 0;
        }
        """);

    [Fact]
    public void Before_leaving() => Fix.Check(
        """
        PhysAddr inFlight;

        void Complete(DmaBuffer buffer) => THal.Unshare(inFlight, buffer, DriverToDevice);

        bool Send(DmaBuffer buffer, bool ready)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (!ready)
            {
                // Not yet.
                return false;
            }

            if (!device.Submit(paddr))
            {
                throw new DmaException("refused");
            }

            inFlight = paddr;
            return true;
        }
        """,
        """
        PhysAddr inFlight;

        void Complete(DmaBuffer buffer) => THal.Unshare(inFlight, buffer, DriverToDevice);

        bool Send(DmaBuffer buffer, bool ready)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (!ready)
            {
                // Not yet.
                THal.Unshare(paddr, buffer, DriverToDevice);
                return false;
            }

            if (!device.Submit(paddr))
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                throw new DmaException("refused");
            }

            inFlight = paddr;
            return true;
        }
        """);

    [Theory]
    [InlineData("device.Submit(THal.Share(buffer, DriverToDevice));")]
    [InlineData("PhysAddr a = default; if (ready) { a = THal.Share(buffer, DriverToDevice); } device.Submit(a);")]
    [InlineData("PhysAddr a = ready ? THal.Share(buffer, DriverToDevice) : default; device.Submit(a);")]
    public void Nothing_for_a_share_inside_an_expression(string statement) => Fix.NotOffered(
        $$"""
        void Send(DmaBuffer buffer, bool ready)
        {
            {{statement}}
        }
        """);

    [Fact]
    public void Before_leaving_where_the_code_works_on_after_a_release_inside() => Fix.Check(
        """
        int Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            if (device.Submit(paddr))
            {
                THal.Unshare(paddr, buffer, DeviceToDriver);
                return buffer[0];
            }

            return -1;
        }
        """,
        """
        int Receive(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            if (device.Submit(paddr))
            {
                THal.Unshare(paddr, buffer, DeviceToDriver);
                return buffer[0];
            }

            THal.Unshare(paddr, buffer, DeviceToDriver);
            return -1;
        }
        """);
}
