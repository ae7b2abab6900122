using Xunit;

namespace Hal.CodeFixes.Tests;

/// <summary>Shares that a local table holds: only elements that are certainly held are ended, and with what they were shared.</summary>
public sealed class HAL1002TableFixTests
{
    private static readonly FlowFixRun Fix = new(new HAL1002SharedBufferNotUnsharedFix());

    [Fact]
    public void A_list_is_walked_before_the_memory_is_given_back() => Fix.Check(
        """
        List<Shared<THal>>? kept;

        void Keep(List<Shared<THal>> slots) => kept = slots;

        int Fill(NetPort port, List<Packet> packets, int length)
        {
            var slots = new List<Shared<THal>>(length);
            for (int i = 0; i < length; i++)
            {
                Packet? packet = port.Allocate(2048);
                if (packet is null)
                {
                    // Undo.
                    foreach (Packet one in packets)
                    {
                        one.Free();
                    }

                    return -12;
                }

                packets.Add(packet);
                var shared = new Shared<THal>(packet.Buffer, DeviceToDriver);
                slots.Add(shared);
                device.Submit(shared.Paddr);
            }

            Keep(slots);
            return 0;
        }
        """,
        """
        List<Shared<THal>>? kept;

        void Keep(List<Shared<THal>> slots) => kept = slots;

        int Fill(NetPort port, List<Packet> packets, int length)
        {
            var slots = new List<Shared<THal>>(length);
            for (int i = 0; i < length; i++)
            {
                Packet? packet = port.Allocate(2048);
                if (packet is null)
                {
                    // Undo.
                    foreach (Shared<THal> slot in slots)
                    {
                        slot.Unshare();
                    }

                    foreach (Packet one in packets)
                    {
                        one.Free();
                    }

                    return -12;
                }

                packets.Add(packet);
                var shared = new Shared<THal>(packet.Buffer, DeviceToDriver);
                slots.Add(shared);
                device.Submit(shared.Paddr);
            }

            Keep(slots);
            return 0;
        }
        """);

    [Fact]
    public void An_array_is_unwound_as_far_as_it_is_filled() => Fix.Check(
        """
        PhysAddr[] kept = [];

        int Map(DmaBuffer[] parts)
        {
            var table = new PhysAddr[parts.Length];
            for (int i = 0; i < parts.Length; i++)
            {
                DmaBuffer part = parts[i];
                if (part.Length > 4096)
                {
                    return -22;
                }

                PhysAddr paddr = THal.Share(part, DriverToDevice);
                table[i] = paddr;
                if (!device.Submit(paddr))
                {
                    device.Reset();
                    return -5;
                }
            }

            if (!device.Wait(10))
                return -110; // too late

            kept = table;
            return 0;
        }
        """,
        """
        PhysAddr[] kept = [];

        int Map(DmaBuffer[] parts)
        {
            var table = new PhysAddr[parts.Length];
            for (int i = 0; i < parts.Length; i++)
            {
                DmaBuffer part = parts[i];
                if (part.Length > 4096)
                {
                    for (int j = 0; j < i; j++)
                    {
                        THal.Unshare(table[j], parts[j], DriverToDevice);
                    }

                    return -22;
                }

                PhysAddr paddr = THal.Share(part, DriverToDevice);
                table[i] = paddr;
                if (!device.Submit(paddr))
                {
                    device.Reset();
                    for (int j = 0; j <= i; j++)
                    {
                        THal.Unshare(table[j], parts[j], DriverToDevice);
                    }

                    return -5;
                }
            }

            if (!device.Wait(10))
            {
                for (int i = 0; i < parts.Length; i++)
                {
                    THal.Unshare(table[i], parts[i], DriverToDevice);
                }

                return -110; // too late
            }

            kept = table;
            return 0;
        }
        """);

    [Fact]
    public void A_share_that_throws_has_not_filled_its_element() => Fix.Check(
        """
        PhysAddr[] kept = [];

        bool TryMap(DmaBuffer[] parts) {
            var table = new PhysAddr[parts.Length];
            for (int i = 0; i < parts.Length; i++) {
                try {
                    table[i] = THal.Share(parts[i], DriverToDevice);
                } catch (DmaException) {
                    return false;
                }
            }

            kept = table;
            return true;
        }
        """,
        """
        PhysAddr[] kept = [];

        bool TryMap(DmaBuffer[] parts) {
            var table = new PhysAddr[parts.Length];
            for (int i = 0; i < parts.Length; i++) {
                try {
                    table[i] = THal.Share(parts[i], DriverToDevice);
                } catch (DmaException) {
                    for (int j = 0; j < i; j++) {
                        THal.Unshare(table[j], parts[j], DriverToDevice);
                    }

                    return false;
                }
            }

            kept = table;
            return true;
        }
        """);

    [Fact]
    public void A_count_says_what_is_held() => Fix.Check(
        """
        Shared<THal>[] kept = [];

        bool Map(IEnumerable<Packet> packets)
        {
            var table = new Shared<THal>[16];
            int count = 0;
            foreach (Packet packet in packets)
            {
                if (packet.Length == 0)
                    continue;
                if (packet.Length > 4096) return false;

                table[count++] = new Shared<THal>(packet.Buffer, DriverToDevice);
            }

            kept = table;
            return true;
        }
        """,
        """
        Shared<THal>[] kept = [];

        bool Map(IEnumerable<Packet> packets)
        {
            var table = new Shared<THal>[16];
            int count = 0;
            foreach (Packet packet in packets)
            {
                if (packet.Length == 0)
                    continue;
                if (packet.Length > 4096)
                {
                    for (int j = 0; j < count; j++)
                    {
                        table[j].Unshare();
                    }

                    return false;
                }

                table[count++] = new Shared<THal>(packet.Buffer, DriverToDevice);
            }

            kept = table;
            return true;
        }
        """);

    [Fact]
    public void A_list_of_addresses_goes_with_what_was_walked() => Fix.CheckAll(
        """
        List<PhysAddr>? Map(IReadOnlyList<Fragment> fragments, int limit)
        {
            var addresses = new List<PhysAddr>();
            foreach (Fragment fragment in fragments)
            {
                if (fragment.Length > limit)
                {
                    return null;
                }

                addresses.Add(THal.Share(fragment.Buffer, DriverToDevice));
            }

            return addresses;
        }

        Queue<Shared<THal>> Post(DmaBuffer[] parts, int limit)
        {
            Queue<Shared<THal>> posted = new();
            for (int i = 0; i < parts.Length; i++)
            {
                if (parts[i].Length > limit)
                {
                    throw new ArgumentException("too long");
                }

                posted.Enqueue(new(parts[i], DriverToDevice));
            }

            return posted;
        }
        """,
        """
        List<PhysAddr>? Map(IReadOnlyList<Fragment> fragments, int limit)
        {
            var addresses = new List<PhysAddr>();
            foreach (Fragment fragment in fragments)
            {
                if (fragment.Length > limit)
                {
                    for (int j = 0; j < addresses.Count; j++)
                    {
                        THal.Unshare(addresses[j], fragments[j].Buffer, DriverToDevice);
                    }

                    return null;
                }

                addresses.Add(THal.Share(fragment.Buffer, DriverToDevice));
            }

            return addresses;
        }

        Queue<Shared<THal>> Post(DmaBuffer[] parts, int limit)
        {
            Queue<Shared<THal>> posted = new();
            for (int i = 0; i < parts.Length; i++)
            {
                if (parts[i].Length > limit)
                {
                    foreach (Shared<THal> share in posted)
                    {
                        share.Unshare();
                    }

                    throw new ArgumentException("too long");
                }

                posted.Enqueue(new(parts[i], DriverToDevice));
            }

            return posted;
        }
        """);

    [Fact]
    public void A_catch_where_a_throw_has_no_place_before_it() => Fix.Check(
        """
        List<Shared<THal>> Map(NetPort port, int length)
        {
            var slots = new List<Shared<THal>>(length);

            // One each.
            for (int i = 0; i < length; i++)
            {
                Packet packet = port.Allocate(2048) ?? throw new DmaException("none");
                slots.Add(new Shared<THal>(packet.Buffer, DeviceToDriver));
            }

            return slots;
        }
        """,
        """
        List<Shared<THal>> Map(NetPort port, int length)
        {
            var slots = new List<Shared<THal>>(length);

            try
            {
                // One each.
                for (int i = 0; i < length; i++)
                {
                    Packet packet = port.Allocate(2048) ?? throw new DmaException("none");
                    slots.Add(new Shared<THal>(packet.Buffer, DeviceToDriver));
                }
            }
            catch
            {
                foreach (Shared<THal> slot in slots)
                {
                    slot.Unshare();
                }

                throw;
            }

            return slots;
        }
        """);

    [Theory]
    [InlineData("for (int i = 1; i < 8; i++)\n    {\n        table[i].Unshare();\n    }", "i")]
    [InlineData("for (int k = 7; k > 0; k--)\n        table[k].Unshare();", "k")]
    [InlineData("table[7].Unshare();", "i")]
    public void Every_element_where_a_release_leaves_some_out(string release, string counter) => Fix.Check(
        $$"""
        bool Send(DmaBuffer[] parts)
        {
            var table = new Shared<THal>[8];
            for (int i = 0; i < 8; i++)
            {
                table[i] = new Shared<THal>(parts[i], DriverToDevice);
                device.Submit(table[i].Paddr);
            }

            bool done = device.Wait(10);

            // Done.
            {{release}}
            return done;
        }
        """,
        $$"""
        bool Send(DmaBuffer[] parts)
        {
            var table = new Shared<THal>[8];
            for (int i = 0; i < 8; i++)
            {
                table[i] = new Shared<THal>(parts[i], DriverToDevice);
                device.Submit(table[i].Paddr);
            }

            bool done = device.Wait(10);

            // Done.
            for (int {{counter}} = 0; {{counter}} < 8; {{counter}}++)
            {
                table[{{counter}}].Unshare();
            }

            return done;
        }
        """);

    /// <summary>The same method with one thing changed, each time: without it the shares could be ended.</summary>
    [Theory]
    [InlineData("", "table[i] = THal.Share(parts[i], DriverToDevice);", "", true)]
    [InlineData("if (parts[i].IsEmpty) continue;", "table[i] = THal.Share(parts[i], DriverToDevice);", "", false)]
    [InlineData("", "if (parts[i].Length > 1) table[i] = THal.Share(parts[i], DriverToDevice);", "", false)]
    [InlineData("", "table[i + 1] = THal.Share(parts[i], DriverToDevice);", "", false)]
    [InlineData("", "table[i] = THal.Share(Next(), DriverToDevice);", "", false)]
    [InlineData("", "table[i] = THal.Share(parts[i], Direction);", "", false)]
    [InlineData("", "table[i] = THal.Share(parts[i], DriverToDevice);", "parts[i] = default;", false)]
    [InlineData("", "table[i] = THal.Share(parts[i], DriverToDevice);", "if (i == 7) i = 9;", false)]
    public void Nothing_where_it_cannot_be_told_what_is_held(string first, string store, string then, bool offered)
    {
        string[] titles = Fix.Titles(
            $$"""
            PhysAddr[] inFlight = [];

            BufferDirection Direction { get; set; }

            DmaBuffer Next() => default;

            int Map(DmaBuffer[] parts)
            {
                var table = new PhysAddr[parts.Length];
                for (int i = 0; i < parts.Length; i++)
                {
                    {{first}}
                    if (parts[i].Length > 4096)
                    {
                        return -22;
                    }

                    {{store}}
                    {{then}}
                }

                inFlight = table;
                return 0;
            }
            """);
        Assert.Equal(offered ? ["Unshare before leaving"] : [], titles);
    }

    [Theory]
    [InlineData("", "table[1].Unshare();", true)]
    [InlineData("table[2].Unshare();", "table[1].Unshare();", false)]
    [InlineData("Keep(table[2]);", "table[1].Unshare();", false)]
    [InlineData("", "if (done) table[1].Unshare();", false)]
    [InlineData("", "for (int k = 1; k < 8; k++) { table[k].Unshare(); device.Kick(); }", false)]
    public void Nothing_in_place_of_a_release_that_is_not_the_only_one(string before, string release, bool offered)
    {
        string[] titles = Fix.Titles(
            $$"""
            Shared<THal> kept;

            void Keep(Shared<THal> one) => kept = one;

            bool Send(DmaBuffer[] parts)
            {
                var table = new Shared<THal>[8];
                for (int i = 0; i < 8; i++)
                {
                    table[i] = new Shared<THal>(parts[i], DriverToDevice);
                }

                bool done = device.Wait(10);
                {{before}}
                {{release}}
                return done;
            }
            """);
        Assert.Equal(offered ? ["Unshare every element"] : [], titles);
    }
}
