using Xunit;

namespace Hal.CodeFixes.Tests;

/// <summary>What a field keeps and no member ends, of HAL1002 and of HAL2002: ended where the object's other holdings end, and nowhere else.</summary>
public sealed class FieldEndsFixTests
{
    private static readonly FlowFixRun Share = new(new HAL1002SharedBufferNotUnsharedFix());
    private static readonly FlowFixRun Memory = new(new HAL2002MemoryNotDeallocatedFix());

    [Fact]
    public void Where_another_share_ends() => Share.CheckAll(
        """
        sealed class Pair : IDisposable
        {
            readonly DmaBuffer head;
            readonly DmaBuffer tail;
            readonly PhysAddr headPaddr;
            readonly PhysAddr tailPaddr;

            public Pair(DmaBuffer first, DmaBuffer second)
            {
                head = first;
                tail = second;
                headPaddr = THal.Share(first, Both);
                tailPaddr = THal.Share(second, Both);
            }

            public void Dispose() => Close();

            void Close()
            {
                THal.Unshare(headPaddr, head, Both);
            }
        }

        sealed class Port(Device device)
        {
            Shared<THal> request;
            Shared<THal> reply;

            public void Open(DmaBuffer one, DmaBuffer two)
            {
                request = new Shared<THal>(one, DriverToDevice);
                reply = new Shared<THal>(two, DeviceToDriver);
            }

            public void Close()
            {
                device.Reset();

                // No one asks any more.
                request.Unshare();
                device.Kick();
            }
        }
        """,
        """
        sealed class Pair : IDisposable
        {
            readonly DmaBuffer head;
            readonly DmaBuffer tail;
            readonly PhysAddr headPaddr;
            readonly PhysAddr tailPaddr;

            public Pair(DmaBuffer first, DmaBuffer second)
            {
                head = first;
                tail = second;
                headPaddr = THal.Share(first, Both);
                tailPaddr = THal.Share(second, Both);
            }

            public void Dispose() => Close();

            void Close()
            {
                THal.Unshare(tailPaddr, tail, Both);
                THal.Unshare(headPaddr, head, Both);
            }
        }

        sealed class Port(Device device)
        {
            Shared<THal> request;
            Shared<THal> reply;

            public void Open(DmaBuffer one, DmaBuffer two)
            {
                request = new Shared<THal>(one, DriverToDevice);
                reply = new Shared<THal>(two, DeviceToDriver);
            }

            public void Close()
            {
                device.Reset();

                // No one asks any more.
                if (reply.Paddr != default)
                {
                    reply.Unshare();
                    reply = default;
                }

                request.Unshare();
                device.Kick();
            }
        }
        """);

    [Fact]
    public void Before_the_field_is_emptied() => Memory.CheckAll(
        """
        sealed unsafe class Rings(Device device)
        {
            Dma<THal>? receive;
            DmaAllocation send;

            public bool Open()
            {
                receive = new Dma<THal>(1, Both);
                send = THal.DmaAlloc(2, Both);
                return device.Submit(receive.Paddr) && send.Paddr != default && device.Submit(send.Paddr);
            }

            public void Close()
            {
                device.Reset();
                receive = null;
                send = default;
            }
        }
        """,
        """
        sealed unsafe class Rings(Device device)
        {
            Dma<THal>? receive;
            DmaAllocation send;

            public bool Open()
            {
                receive = new Dma<THal>(1, Both);
                send = THal.DmaAlloc(2, Both);
                return device.Submit(receive.Paddr) && send.Paddr != default && device.Submit(send.Paddr);
            }

            public void Close()
            {
                device.Reset();
                receive?.Dispose();
                receive = null;
                if (send.Paddr != default)
                {
                    _ = THal.DmaDealloc(send.Paddr, send.Vaddr, 2);
                }

                send = default;
            }
        }
        """);

    /// <summary>The same class with one thing changed, each time.</summary>
    [Theory]
    [InlineData("DmaBuffer kept;", "shared = new Shared<THal>(buffer, Both);", "device.Reset(); memory.Dispose();", true)]
    [InlineData("DmaBuffer kept;", "shared = new Shared<THal>(buffer, Both);", "if (device.Poll()) return; memory.Dispose();", false)]
    [InlineData("DmaBuffer kept;", "shared = new Shared<THal>(buffer, Both);", "device.Reset();", false)] // nothing else ends here
    [InlineData("public void Stop() { memory.Dispose(); }", "shared = new Shared<THal>(buffer, Both);", "memory.Dispose();", true)] // Dispose, of two
    [InlineData("public void Stop() { shared = default; }", "shared = new Shared<THal>(buffer, Both);", "shared = default; memory.Dispose();", false)]
    [InlineData("DmaBuffer kept;", "if (shared.Paddr == default) shared = new Shared<THal>(buffer, Both); else shared = new(buffer, Both);", "memory.Dispose();", false)]
    public void Only_where_one_place_is_the_end(string member, string open, string dispose, bool offered)
    {
        string[] titles = Share.Titles(
            $$"""
            sealed class Port(Device device, int length) : IDisposable
            {
                readonly PinnedBuffer memory = new(length);
                Shared<THal> shared;
                {{member}}

                public void Open(DmaBuffer buffer)
                {
                    {{open}}
                    device.Submit(shared.Paddr);
                }

                public void Dispose()
                {
                    {{dispose}}
                }
            }
            """);
        Assert.Equal(offered ? ["Unshare where the object ends"] : [], titles);
    }

    [Theory]
    [InlineData("Shared<THal> shared;", true)]
    [InlineData("readonly Shared<THal> shared;", false)] // it would be unshared twice where Dispose runs twice
    public void What_cannot_be_emptied_is_not_ended_where_nothing_else_is_ended_once_only(string field, bool offered)
    {
        string[] titles = Share.Titles(
            $$"""
            sealed class Port : IDisposable
            {
                readonly PinnedBuffer memory = new(64);
                {{field}}

                public Port() => Open();

                public Port(Device device)
                {
                    shared = new Shared<THal>(memory.Buffer, Both);
                    device.Submit(shared.Paddr);
                }

                void Open() { }

                public void Dispose()
                {
                    memory.Dispose();
                }
            }
            """);
        Assert.Equal(offered ? ["Unshare where the object ends"] : [], titles);
    }
}
