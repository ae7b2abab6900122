using Xunit;

namespace Hal.CodeFixes.Tests;

/// <summary>Shares that come from elsewhere than a Share in this method, or whose holder is no local that holds one alone.</summary>
public sealed class HAL1002HoldersFixTests
{
    private static readonly FlowFixRun Fix = new(new HAL1002SharedBufferNotUnsharedFix());

    [Fact]
    public void Finally_with_the_release_that_the_code_has_for_a_helpers_share() => Fix.CheckAll(
        """
        PhysAddr Map(DmaBuffer buffer) => THal.Share(buffer, DriverToDevice);

        void Unmap(PhysAddr paddr, DmaBuffer buffer) => THal.Unshare(paddr, buffer, DriverToDevice);

        bool TryMap(DmaBuffer buffer, out PhysAddr paddr)
        {
            paddr = buffer.Length > 64 ? default : THal.Share(buffer, DriverToDevice);
            return buffer.Length <= 64;
        }

        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = Map(buffer);
            int status = device.Start(paddr, buffer.Length);
            if (status == 0)
            {
                device.Wait(100);
                Unmap(paddr, buffer);
            }

            return status;
        }

        bool TrySend(DmaBuffer buffer)
        {
            PhysAddr paddr = Map(buffer);
            if (!device.Submit(paddr))
            {
                return false;
            }

            // It is done.
            Unmap(paddr, buffer);
            return true;
        }
        """,
        """
        PhysAddr Map(DmaBuffer buffer) => THal.Share(buffer, DriverToDevice);

        void Unmap(PhysAddr paddr, DmaBuffer buffer) => THal.Unshare(paddr, buffer, DriverToDevice);

        bool TryMap(DmaBuffer buffer, out PhysAddr paddr)
        {
            paddr = buffer.Length > 64 ? default : THal.Share(buffer, DriverToDevice);
            return buffer.Length <= 64;
        }

        int Send(DmaBuffer buffer)
        {
            PhysAddr paddr = Map(buffer);
            try
            {
                int status = device.Start(paddr, buffer.Length);
                if (status == 0)
                {
                    device.Wait(100);
                }

                return status;
            }
            finally
            {
                Unmap(paddr, buffer);
            }
        }

        bool TrySend(DmaBuffer buffer)
        {
            PhysAddr paddr = Map(buffer);
            try
            {
                if (!device.Submit(paddr))
                {
                    return false;
                }
            }
            finally
            {
                // It is done.
                Unmap(paddr, buffer);
            }

            return true;
        }
        """);

    [Fact]
    public void Finally_after_the_test_of_a_Try_helper() => Fix.Check(
        """
        static bool TryMap(DmaBuffer buffer, out PhysAddr paddr)
        {
            try
            {
                paddr = THal.Share(buffer, DriverToDevice);
                return true;
            }
            catch (DmaException)
            {
                paddr = default;
                return false;
            }
        }

        bool Send(DmaBuffer buffer)
        {
            if (!TryMap(buffer, out PhysAddr paddr))
            {
                return false;
            }

            if (!device.Submit(paddr))
            {
                return false;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
            return true;
        }
        """,
        """
        static bool TryMap(DmaBuffer buffer, out PhysAddr paddr)
        {
            try
            {
                paddr = THal.Share(buffer, DriverToDevice);
                return true;
            }
            catch (DmaException)
            {
                paddr = default;
                return false;
            }
        }

        bool Send(DmaBuffer buffer)
        {
            if (!TryMap(buffer, out PhysAddr paddr))
            {
                return false;
            }

            try
            {
                if (!device.Submit(paddr))
                {
                    return false;
                }
            }
            finally
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
            }

            return true;
        }
        """);

    [Fact]
    public void Using_for_an_owner_of_the_authors_own() => Fix.Check(
        """
        sealed class Mapping : IDisposable
        {
            readonly DmaBuffer buffer;

            public Mapping(DmaBuffer buffer)
            {
                this.buffer = buffer;
                Paddr = THal.Share(buffer, Both);
            }

            public PhysAddr Paddr { get; }

            public void Dispose() => THal.Unshare(Paddr, buffer, Both);
        }

        bool Send(DmaBuffer buffer)
        {
            var mapping = new Mapping(buffer);
            if (!device.Submit(mapping.Paddr))
            {
                return false;
            }

            mapping.Dispose();
            return true;
        }
        """,
        """
        sealed class Mapping : IDisposable
        {
            readonly DmaBuffer buffer;

            public Mapping(DmaBuffer buffer)
            {
                this.buffer = buffer;
                Paddr = THal.Share(buffer, Both);
            }

            public PhysAddr Paddr { get; }

            public void Dispose() => THal.Unshare(Paddr, buffer, Both);
        }

        bool Send(DmaBuffer buffer)
        {
            using var mapping = new Mapping(buffer);
            if (!device.Submit(mapping.Paddr))
            {
                return false;
            }
            return true;
        }
        """);

    [Theory]
    [InlineData("device.Submit(mapping.Paddr);", true)]
    [InlineData("kept.Add(mapping);", false)]
    [InlineData("watched = () => mapping.Dispose();", false)]
    public void Not_on_every_path_for_an_owner_that_somebody_else_may_have(string use, bool everyPath)
    {
        string[] titles = Fix.Titles(
            $$"""
            sealed class Mapping : IDisposable
            {
                readonly Shared<THal> shared;

                public Mapping(DmaBuffer buffer) => shared = new Shared<THal>(buffer, Both);

                public PhysAddr Paddr => shared.Paddr;

                public void Dispose() => shared.Unshare();
            }

            readonly List<Mapping> kept = new();
            Action? watched;

            bool Send(DmaBuffer buffer, bool ready)
            {
                var mapping = new Mapping(buffer);
                if (!ready)
                {
                    return false;
                }

                {{use}}
                return true;
            }
            """);
        Assert.Equal(everyPath ? ["Dispose by using", "Unshare in a finally block"] : ["Unshare before leaving"], titles);
    }

    [Fact]
    public void Before_leaving_where_a_parameter_brought_the_duty() => Fix.CheckAll(
        """
        readonly Dictionary<int, Shared<THal>> inFlight = new();

        bool Finish([Unshares] PhysAddr paddr, DmaBuffer buffer)
        {
            if (!device.Wait(100))
            {
                return false;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
            return true;
        }

        void Keep(int id, [TransfersOwnership] Shared<THal> shared)
        {
            if (inFlight.Count > 64)
                throw new InvalidOperationException("full");

            inFlight.Add(id, shared);
        }
        """,
        """
        readonly Dictionary<int, Shared<THal>> inFlight = new();

        bool Finish([Unshares] PhysAddr paddr, DmaBuffer buffer)
        {
            if (!device.Wait(100))
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                return false;
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
            return true;
        }

        void Keep(int id, [TransfersOwnership] Shared<THal> shared)
        {
            if (inFlight.Count > 64)
            {
                shared.Unshare();
                throw new InvalidOperationException("full");
            }

            inFlight.Add(id, shared);
        }
        """);

    [Fact]
    public void Before_a_throw_of_a_constructor_that_keeps_it_in_a_field() => Fix.Check(
        """
        sealed class Port : IDisposable
        {
            readonly DmaBuffer buffer;
            readonly PhysAddr paddr;

            public Port(DmaBuffer memory, Device device)
            {
                buffer = memory;
                paddr = THal.Share(memory, Both);
                if (!device.Submit(paddr))
                    throw new DeviceException("refused");
            }

            public void Dispose() => THal.Unshare(paddr, buffer, Both);
        }
        """,
        """
        sealed class Port : IDisposable
        {
            readonly DmaBuffer buffer;
            readonly PhysAddr paddr;

            public Port(DmaBuffer memory, Device device)
            {
                buffer = memory;
                paddr = THal.Share(memory, Both);
                if (!device.Submit(paddr))
                {
                    THal.Unshare(paddr, memory, Both);
                    throw new DeviceException("refused");
                }
            }

            public void Dispose() => THal.Unshare(paddr, buffer, Both);
        }
        """);

    [Fact]
    public void Before_the_jump_that_passes_the_release_by() => Fix.Check(
        """
        int Send(DmaBuffer buffer, bool ready)
        {
            int status = -5;
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (!ready)
                goto done;

            if (!device.Submit(paddr))
                goto unshare;

            status = 0;
        unshare:
            THal.Unshare(paddr, buffer, DriverToDevice);
        done:
            device.Kick();
            return status;
        }
        """,
        """
        int Send(DmaBuffer buffer, bool ready)
        {
            int status = -5;
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            if (!ready)
            {
                THal.Unshare(paddr, buffer, DriverToDevice);
                goto done;
            }

            if (!device.Submit(paddr))
                goto unshare;

            status = 0;
        unshare:
            THal.Unshare(paddr, buffer, DriverToDevice);
        done:
            device.Kick();
            return status;
        }
        """);

    [Fact]
    public void Before_it_is_overwritten() => Fix.CheckAll(
        """
        void Retry(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            while (!device.Submit(paddr))
            {
                device.Reset();

                // Once more.
                paddr = THal.Share(buffer, DriverToDevice);
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        }

        void Two(DmaBuffer first, DmaBuffer second, bool more)
        {
            var shared = new Shared<THal>(first, DriverToDevice);
            device.Submit(shared.Paddr);
            if (more)
                shared = new Shared<THal>(second, DriverToDevice);
            device.Submit(shared.Paddr);
            shared.Unshare();
        }
        """,
        """
        void Retry(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            while (!device.Submit(paddr))
            {
                device.Reset();

                // Once more.
                THal.Unshare(paddr, buffer, DriverToDevice);
                paddr = THal.Share(buffer, DriverToDevice);
            }

            THal.Unshare(paddr, buffer, DriverToDevice);
        }

        void Two(DmaBuffer first, DmaBuffer second, bool more)
        {
            var shared = new Shared<THal>(first, DriverToDevice);
            device.Submit(shared.Paddr);
            if (more)
            {
                shared.Unshare();
                shared = new Shared<THal>(second, DriverToDevice);
            }
            device.Submit(shared.Paddr);
            shared.Unshare();
        }
        """);

    [Theory]
    [InlineData("PhysAddr paddr = THal.Share(first, Both);", "device.Submit(paddr);", true)]
    [InlineData("PhysAddr paddr = default;", "device.Submit(paddr);", false)] // the first turn holds nothing
    [InlineData("PhysAddr paddr = THal.Share(Next(), Both);", "device.Submit(paddr);", false)]
    [InlineData("PhysAddr paddr = THal.Share(first, Both);", "if (device.Submit(paddr)) { THal.Unshare(paddr, first, Both); }", false)]
    public void Nothing_where_something_else_may_be_overwritten(string begin, string use, bool offered)
    {
        string[] titles = Fix.Titles(
            $$"""
            DmaBuffer Next() => default;

            void Send(DmaBuffer first)
            {
                {{begin}}
                for (int i = 0; i < 3; i++)
                {
                    {{use}}
                    paddr = THal.Share(first, Both);
                }

                THal.Unshare(paddr, first, Both);
            }
            """);
        Assert.Equal(offered, titles.Length > 0);
    }
}
